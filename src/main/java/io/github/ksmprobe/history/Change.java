package io.github.ksmprobe.history;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Instant;

/**
 * Something that was different in the round before.
 *
 * @param at the end of the round that found it
 * @param subject what changed
 * @param from what it was, in words
 * @param to what it is
 */
public record Change(Instant at, Subject subject, String from, String to) {

  public sealed interface Subject {

    /** The word for its kind in JSON: verdict, class, version or ready. */
    String kind();

    String words();

    /**
     * The verdict on a configured probe: reason, result.
     *
     * @param container that it belongs to
     * @param type startup, liveness or readiness
     */
    record Probe(String container, ProbeType type) implements Subject {
      @Override
      public String kind() {
        return "verdict";
      }

      @Override
      public String words() {
        return type.label() + " probe of container " + container;
      }
    }

    /**
     * What an endpoint answers: status, class.
     *
     * @param listener of kube-state-metrics
     * @param path as asked
     * @param via from where
     */
    record Endpoint(Listener listener, String path, Via via) implements Subject {
      @Override
      public String kind() {
        return "class";
      }

      @Override
      public String words() {
        return path + " on " + listener.label() + " via " + via.label();
      }
    }

    /**
     * Whether the kubelet considers a container ready.
     *
     * @param container its name
     */
    record Ready(String container) implements Subject {
      @Override
      public String kind() {
        return "ready";
      }

      @Override
      public String words() {
        return "container " + container + ", says the kubelet";
      }
    }

    record Version() implements Subject {
      @Override
      public String kind() {
        return "version";
      }

      @Override
      public String words() {
        return "version of kube-state-metrics";
      }
    }
  }
}
