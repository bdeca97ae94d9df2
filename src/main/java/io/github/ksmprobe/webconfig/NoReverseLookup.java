package io.github.ksmprobe.webconfig;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Names are looked up as ever; addresses are not. The JDK's HTTPS server asks for the name of each
 * client, as a hint that nobody needs, before it reads the first byte: with a name server that does
 * not answer, health checks would wait for it longer than the kubelet waits for them.
 */
public final class NoReverseLookup extends InetAddressResolverProvider {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver names = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return names.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        throw new UnknownHostException("addresses are not looked up here");
      }
    };
  }

  @Override
  public String name() {
    return "no-reverse-lookup";
  }
}
