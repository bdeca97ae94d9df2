/** What is judged of a pod: verdicts, upgrades, charts, and whether the kubelet agrees. */
@NullMarked
package io.github.ksmprobe.judgement;

import org.jspecify.annotations.NullMarked;
