package io.github.ksmprobe.log;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Mistakes of this program that something had to catch so that the rest goes on. Each is counted,
 * and at most one a minute and place is logged, with where it happened.
 */
public final class InternalErrors {

  private static final Logger log = LoggerFactory.getLogger(InternalErrors.class);

  private final LongSupplier nanoTime;
  private final Map<Place, Caught> caught = new EnumMap<>(Place.class);

  /** Where it was caught, and so what is missing because of it. */
  public enum Place {
    /** A turn of the rounds: pods were not asked, or nothing was published. */
    ROUNDS("rounds"),
    /** The round on one pod. */
    ROUND("round"),
    /** A reader of reports: metrics, history, page or log lack one. */
    REPORT("report"),
    /** The answer to a request for a page or for metrics. */
    SCRAPE("scrape"),
    /** What finds the pods. */
    DISCOVERY("discovery"),
    /** A reload of the configuration. */
    RELOAD("reload");

    private final String label;

    Place(String label) {
      this.label = label;
    }

    /** The word for it in metrics and log. */
    public String label() {
      return label;
    }
  }

  private record Caught(AtomicLong count, Seldom line) {}

  /** None so far. */
  public InternalErrors() {
    this(System::nanoTime);
  }

  /** By another clock. */
  public InternalErrors(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (Place place : Place.values()) {
      caught.put(place, new Caught(new AtomicLong(), new Seldom()));
    }
  }

  /** Does it, and catches whatever it throws. */
  public void guard(Place place, Runnable work) {
    guard(place, "", work);
  }

  /** The same for work on one pod. */
  public void guard(Place place, String target, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error bug) {
      caught(place, target, bug);
    }
  }

  /** Counts what somebody caught, and logs it unless the place had its line this minute. */
  public void caught(Place place, Throwable bug) {
    caught(place, "", bug);
  }

  /**
   * The same for one pod.
   *
   * @param target namespace and name; empty where it concerns no single pod
   */
  public void caught(Place place, String target, Throwable bug) {
    Caught here = requireNonNull(caught.get(place));
    here.count().incrementAndGet();
    int count = here.line().happened(nanoTime.getAsLong());
    if (count > 0) {
      LoggingEventBuilder line = log.atError().setCause(bug);
      if (!target.isEmpty()) {
        line = line.addKeyValue(LogKeys.TARGET, target);
      }
      line.addKeyValue(LogKeys.PLACE, place.label())
          .addKeyValue(LogKeys.COUNT, count)
          .log("a bug in the exporter was caught; please report it");
    }
  }

  /** How many were caught at each place; every place is there. */
  public Map<Place, Long> counts() {
    Map<Place, Long> counts = new EnumMap<>(Place.class);
    caught.forEach((place, here) -> counts.put(place, here.count().get()));
    return counts;
  }
}
