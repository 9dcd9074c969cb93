package io.yizhan.signature;

import java.io.IOException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** Public keys to and from X.509 SubjectPublicKeyInfo, DER (RFC 5280 §4.1.2.7). */
final class PublicKeys {
    private PublicKeys() {}

    static <K extends AsymmetricKeyParameter> K read(byte[] der, Class<K> kind) {
        AsymmetricKeyParameter key = read(der);
        if (!kind.isInstance(key)) {
            throw new UnreadableKey("a public key of another algorithm");
        }
        return kind.cast(key);
    }

    private static AsymmetricKeyParameter read(byte[] der) {
        try {
            return PublicKeyFactory.createKey(der);
        } catch (IOException | RuntimeException unreadable) {
            // the library throws whatever its decoder runs into; to us all of it is one thing
            throw new UnreadableKey("not a public key (SubjectPublicKeyInfo)", unreadable);
        }
    }

    static byte[] encode(AsymmetricKeyParameter key) {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
        } catch (IOException unwritable) {
            throw new IllegalStateException("a key read before can be written", unwritable);
        }
    }
}
