package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of PEM text; what stands between them is skipped, so a certificate and its key may
 * share a file. The JDK's own PEM interface is a preview still and needs a flag of the VM.
 *
 * @param blocks in the order they stand
 */
record Pem(List<Block> blocks) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final String CERTIFICATE = "CERTIFICATE";

  Pem {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param type its label, {@code CERTIFICATE} for example
   * @param text between the labels, Base64 by rule
   */
  record Block(String type, String text) {

    byte[] der(String place) {
      try {
        return Base64.getMimeDecoder().decode(text);
      } catch (IllegalArgumentException broken) {
        throw new InvalidSetting(place + ": the " + type + " block is not Base64");
      }
    }

    /** The text may be a private key. */
    @Override
    public String toString() {
      return type;
    }
  }

  static Pem of(byte[] bytes) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return new Pem(blocks);
  }

  /**
   * All certificates.
   *
   * @throws InvalidSetting if there is none, or one that cannot be read
   */
  List<X509Certificate> certificates(String place) {
    List<X509Certificate> found = new ArrayList<>();
    for (Block block : blocks) {
      if (block.type().equals(CERTIFICATE)) {
        found.add(certificate(place, block.der(place)));
      }
    }
    if (found.isEmpty()) {
      throw new InvalidSetting(
          place + ": there is no certificate; PEM text with -----BEGIN CERTIFICATE----- is needed");
    }
    return found;
  }

  private static X509Certificate certificate(String place, byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException broken) {
      throw new InvalidSetting(place + ": a certificate cannot be read: it is damaged");
    }
  }
}
