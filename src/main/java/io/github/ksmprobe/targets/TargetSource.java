package io.github.ksmprobe.targets;

import io.github.ksmprobe.judgement.Target;
import java.util.List;

/** Targets together with whatever keeps them up to date, until they are closed. */
public interface TargetSource extends Targets, AutoCloseable {

  /** What is asked of the API server. */
  ApiUse apiUse();

  @Override
  void close();

  static TargetSource fixed(List<Target> pods) {
    return new TargetSource() {
      @Override
      public List<Target> current() {
        return pods;
      }

      @Override
      public ApiUse apiUse() {
        return () -> ApiUse.Counts.NONE;
      }

      @Override
      public void close() {}
    };
  }
}
