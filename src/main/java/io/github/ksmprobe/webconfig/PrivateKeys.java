package io.github.ksmprobe.webconfig;

import com.hierynomus.asn1.ASN1InputStream;
import com.hierynomus.asn1.ASN1ParseException;
import com.hierynomus.asn1.encodingrules.der.DERDecoder;
import com.hierynomus.asn1.types.ASN1Object;
import com.hierynomus.asn1.types.constructed.ASN1Sequence;
import com.hierynomus.asn1.types.constructed.ASN1TaggedObject;
import com.hierynomus.asn1.types.primitive.ASN1ObjectIdentifier;
import com.hierynomus.asn1.types.string.ASN1OctetString;
import io.github.ksmprobe.config.InvalidSetting;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Private keys in the three encodings that certificates come with: PKCS#8, PKCS#1 (RSA) and SEC1
 * (EC), which cert-manager writes by default.
 *
 * <p>The JDK reads the first two. For the third its parts are taken out of the ASN.1 by a small
 * library, and the JDK makes the key of them.
 */
final class PrivateKeys {

  private static final String SUFFIX = "PRIVATE KEY";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private PrivateKeys() {}

  /**
   * The only or first key.
   *
   * @throws InvalidSetting if there is none, it is encrypted, or it cannot be read
   */
  static PrivateKey of(Pem pem, String place) {
    Pem.Block block =
        pem.blocks().stream()
            .filter(one -> one.type().endsWith(SUFFIX))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidSetting(
                        place
                            + ": there is no private key; PEM text with -----BEGIN PRIVATE KEY-----"
                            + " is needed"));
    if (block.type().startsWith("ENCRYPTED") || block.text().startsWith("Proc-Type:")) {
      throw new InvalidSetting(
          place
              + ": the private key is encrypted, and there is no place for its password; decrypt it"
              + " with openssl pkey -in KEY -out PLAIN");
    }
    byte[] der = block.der(place);
    try {
      return switch (block.type()) {
        case "PRIVATE KEY" -> pkcs8(der);
        case "RSA PRIVATE KEY" -> pkcs1(der);
        case "EC PRIVATE KEY" -> sec1(der);
        default ->
            throw new InvalidSetting(
                place
                    + ": "
                    + block.type()
                    + " is not a supported kind of key; convert it with openssl pkcs8 -topk8"
                    + " -nocrypt -in KEY -out PKCS8");
      };
    } catch (GeneralSecurityException | IOException broken) {
      throw new InvalidSetting(
          place + ": the private key cannot be read: it is damaged or of an unknown kind");
    }
  }

  private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException other) {
        // Of another algorithm, or of none.
      }
    }
    throw new InvalidKeySpecException("none of " + ALGORITHMS);
  }

  private static PrivateKey pkcs1(byte[] der) throws GeneralSecurityException {
    return (PrivateKey) KeyFactory.getInstance("RSA").translateKey(new Pkcs1(der));
  }

  private static PrivateKey sec1(byte[] der) throws GeneralSecurityException, IOException {
    try (ASN1InputStream in = new ASN1InputStream(new DERDecoder(), der)) {
      if (!(in.readObject() instanceof ASN1Sequence parts
          && parts.size() > 2
          && parts.get(1) instanceof ASN1OctetString secret)) {
        throw new InvalidKeySpecException("not SEC1");
      }
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec(curve(parts)));
      return KeyFactory.getInstance("EC")
          .generatePrivate(
              new ECPrivateKeySpec(
                  new BigInteger(1, secret.getValue()),
                  curve.getParameterSpec(ECParameterSpec.class)));
    } catch (ASN1ParseException | IllegalStateException broken) {
      throw new InvalidKeySpecException(broken);
    }
  }

  private static String curve(ASN1Sequence parts) throws InvalidKeySpecException {
    for (ASN1Object<?> part : parts) {
      if (part instanceof ASN1TaggedObject tagged
          && tagged.getTagNo() == 0
          && tagged.getObject() instanceof ASN1ObjectIdentifier curve) {
        return curve.getValue();
      }
    }
    throw new InvalidKeySpecException("names no curve");
  }

  /** Marks bytes as PKCS#1, which the JDK's RSA provider translates. */
  private static final class Pkcs1 implements PrivateKey {
    private static final long serialVersionUID = 1;
    private final transient byte[] der;

    Pkcs1(byte[] der) {
      this.der = der;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "PKCS#1";
    }

    @Override
    public byte[] getEncoded() {
      return der.clone();
    }
  }
}
