package io.github.ksmprobe.exposition;

/** Label names; none that scraping adds by itself (pod, namespace, container, endpoint, ...). */
final class LabelNames {

  static final String NAMESPACE = "target_namespace";
  static final String POD = "target_pod";
  static final String COMPONENT = "target_component";
  static final String CONTAINER = "target_container";
  static final String PROBE_TYPE = "probe_type";
  static final String LISTENER = "listener";
  static final String PATH = "path";
  static final String VIA = "via";
  static final String CLASS = "class";
  static final String RESULT = "result";
  static final String REASON = "reason";
  static final String KSM_VERSION = "ksm_version";

  private LabelNames() {}
}
