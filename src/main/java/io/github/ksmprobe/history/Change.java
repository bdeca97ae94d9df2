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

    /** The word for its kind in JSON. */
    default String kind() {
      return switch (this) {
        case Probe _ -> "verdict";
        case Endpoint _ -> "class";
        case Ready _ -> "ready";
        case Version _ -> "version";
      };
    }

    default String words() {
      return switch (this) {
        case Probe(String container, ProbeType type) ->
            type.label() + " probe of container " + container;
        case Endpoint(Listener listener, String path, Via via) ->
            path + " on " + listener.label() + " via " + via.label();
        case Ready(String container) -> "container " + container + ", says the kubelet";
        case Version(var component) -> "version of " + component;
      };
    }

    /**
     * The verdict on a configured probe: reason, result.
     *
     * @param container that it belongs to
     * @param type startup, liveness or readiness
     */
    record Probe(String container, ProbeType type) implements Subject {}

    /**
     * What an endpoint answers: status, class.
     *
     * @param listener of kube-state-metrics
     * @param path as asked
     * @param via from where
     */
    record Endpoint(Listener listener, String path, Via via) implements Subject {}

    /**
     * Whether the kubelet considers a container ready.
     *
     * @param container its name
     */
    record Ready(String container) implements Subject {}

    /**
     * Which version runs.
     *
     * @param component of what
     */
    record Version(String component) implements Subject {}
  }
}
