package io.github.ksmprobe.config;

import java.util.Optional;

/**
 * Which pods of which cluster, in the words of kubectl.
 *
 * @param kubeconfig the file; empty for those that kubectl takes by itself
 * @param context of the file; empty for the current one
 * @param namespace empty for the context's
 * @param allNamespaces whether all of them
 * @param selector by labels; empty for every pod
 */
public record ClusterChoice(
    Optional<String> kubeconfig,
    Optional<String> context,
    Optional<String> namespace,
    boolean allNamespaces,
    String selector) {}
