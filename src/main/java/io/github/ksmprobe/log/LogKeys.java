package io.github.ksmprobe.log;

/** The keys of the log: one name for one thing, wherever it is logged. */
public final class LogKeys {

  // On each line.

  /** When, in UTC to the millisecond. */
  public static final String TIME = "ts";

  /** How important: debug, info, warn or error. */
  public static final String LEVEL = "level";

  /** The class that says it, or a library's full name for its own. */
  public static final String LOGGER = "logger";

  /** One of the sentences of docs/logs.md. */
  public static final String MESSAGE = "msg";

  // What it is about.

  /** Namespace and name of the pod, as in the page's addresses. */
  public static final String TARGET = "target";

  /** What runs there, where it is not kube-state-metrics. */
  public static final String COMPONENT = "component";

  public static final String CONTAINER = "container";

  /** The probe: startup, liveness or readiness. */
  public static final String PROBE = "probe";

  /** The port: main or telemetry. */
  public static final String LISTENER = "listener";

  public static final String PATH = "path";

  /** From where it is asked: loopback or pod_ip. */
  public static final String VIA = "via";

  /** A request in one line, without its headers. */
  public static final String REQUEST = "request";

  // What was found.

  /** The newest version of it that the exporter knows. */
  public static final String NEWEST_KNOWN = "newest_known";

  public static final String REASON = "reason";

  /** What the kubelet makes of the probe: success, failure or discarded. */
  public static final String RESULT = "result";

  /** How bad: none, info, warning or error. */
  public static final String SEVERITY = "severity";

  /** The status of the answer, 0 without one. */
  public static final String STATUS_CODE = "status_code";

  public static final String EXPLANATION = "explanation";

  public static final String FIX = "fix";

  /** The first later version at which the probe fails. */
  public static final String BREAKS_FROM = "breaks_from";

  /** The version that runs. */
  public static final String VERSION = "version";

  /** How that was learnt. */
  public static final String VERSION_SOURCE = "version_source";

  /** How the declared probes were learnt. */
  public static final String SOURCE = "source";

  /** What came of it, in a few words. */
  public static final String OUTCOME = "outcome";

  /** Every endpoint that one line stands for. */
  public static final String ENDPOINTS = "endpoints";

  /** What of a pod could not be read, in a sentence. */
  public static final String PROBLEM = "problem";

  /** What flaps, in words. */
  public static final String SUBJECT = "subject";

  /** Every verdict of a pod in short. */
  public static final String VERDICTS = "verdicts";

  // Change.

  public static final String FROM = "from";

  public static final String TO = "to";

  /** The end of the round that first found it so. */
  public static final String SINCE = "since";

  /** How long it was as it was before, in seconds. */
  public static final String LASTED_SECONDS = "lasted_seconds";

  public static final String COUNT = "count";

  // The exporter itself.

  public static final String EXPORTER_VERSION = "exporter_version";

  public static final String URL = "url";

  /** Which parts a reload of the configuration has changed. */
  public static final String CHANGED = "changed";

  /** A file of settings or secrets, by path. */
  public static final String FILE = "file";

  public static final String TOOK_SECONDS = "took_seconds";

  /** What went wrong in the exporter, in one line. */
  public static final String ERROR = "err";

  /** What was doing it: one of the places of the metric of internal errors. */
  public static final String PLACE = "place";

  /** Where in the code, all on one line. */
  public static final String STACK = "stack";

  private LogKeys() {}
}
