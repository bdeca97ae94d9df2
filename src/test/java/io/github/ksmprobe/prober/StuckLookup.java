package io.github.ksmprobe.prober;

import io.github.ksmprobe.webconfig.NoReverseLookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Java's way to look a name up, as it is where the name server of one name never answers. */
final class StuckLookup implements AutoCloseable {

  static final String NAME = "stuck-lookup.test";

  private static volatile CountDownLatch answered = new CountDownLatch(0);

  private StuckLookup() {}

  static StuckLookup begin() {
    answered = new CountDownLatch(1);
    return new StuckLookup();
  }

  @Override
  public void close() {
    answered.countDown();
  }

  /** All other names are looked up as without it. */
  public static final class Provider extends InetAddressResolverProvider {
    @Override
    public String name() {
      return "stuck lookup";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
      // Java takes one provider only: this one stands before the program's own.
      InetAddressResolver real = new NoReverseLookup().get(configuration);
      return new InetAddressResolver() {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
            throws UnknownHostException {
          if (host.equals(NAME)) {
            waitForAnswer();
          }
          return real.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
          return real.lookupByAddress(address);
        }
      };
    }

    private static void waitForAnswer() throws UnknownHostException {
      try {
        answered.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new UnknownHostException(NAME);
      }
    }
  }
}
