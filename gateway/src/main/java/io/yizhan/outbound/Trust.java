package io.yizhan.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.core5.ssl.SSLContexts;

/** Whom TLS believes: the system's certificate authorities, and those of one file more. */
final class Trust {
    private Trust() {}

    static SSLContext with(Optional<Path> authorities) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            addSystem(trusted);
            if (authorities.isPresent()) {
                addFile(trusted, authorities.get());
            }
            return SSLContexts.custom().loadTrustMaterial(trusted, null).build();
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("the system's certificate authorities cannot be read", unusable);
        }
    }

    private static void addSystem(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        system.init((KeyStore) null);
        for (TrustManager manager : system.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                for (X509Certificate issuer : known.getAcceptedIssuers()) {
                    add(trusted, issuer);
                }
            }
        }
    }

    private static void addFile(KeyStore trusted, Path pem) throws GeneralSecurityException {
        for (Certificate certificate : certificates(pem)) {
            add(trusted, certificate);
        }
    }

    private static Collection<? extends Certificate> certificates(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new InvalidAuthorities(pem, null);
            }
            return certificates;
        } catch (CertificateException | IOException unusable) {
            throw new InvalidAuthorities(pem, unusable);
        }
    }

    private static void add(KeyStore trusted, Certificate certificate) throws GeneralSecurityException {
        trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
    }
}
