package io.github.ksmprobe.lifecycle;

import io.github.ksmprobe.log.LogKeys;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP: something is to be done, and the process goes on. Left alone the JVM ends on it.
 *
 * <p>{@code sun.misc.Signal} is the only door that Java has to signals other than the end. It is
 * supported in jdk.unsupported, but the compiler warns of every mention in a way that cannot be
 * switched off for one place, so it is reached by name. Where it is missing SIGHUP does what it
 * did.
 */
public final class SighupHandler {

  private static final Logger log = LoggerFactory.getLogger(SighupHandler.class);

  private SighupHandler() {}

  /** Runs it on each SIGHUP from now on, on a thread of the JVM's. */
  public static void run(Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler onSignal =
          (_, method, args) -> {
            if (!method.getName().equals("handle")) {
              return method.invoke(task, args); // equals, hashCode, toString
            }
            task.run();
            return null;
          };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("HUP"),
              Proxy.newProxyInstance(
                  SighupHandler.class.getClassLoader(), new Class<?>[] {handler}, onSignal));
    } catch (ReflectiveOperationException unsupported) {
      log.atWarn()
          .addKeyValue(LogKeys.ERROR, unsupported.getMessage())
          .log("SIGHUP cannot be caught here; reload with POST /-/reload");
    }
  }
}
