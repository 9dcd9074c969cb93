package io.yizhan.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir
    private static Path files;

    private static WireMockServer platform;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair", "-alias", "p", "-keyalg", "EC", "-dname", "CN=platform", "-ext", "san=dns:localhost", "-storetype", "PKCS12");
        keytool("-exportcert", "-alias", "p", "-rfc", "-file", files.resolve("ca.pem").toString());
        platform = new WireMockServer(options()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(files.resolve("keys.p12").toString())
                .keystorePassword("changeit")
                .keyManagerPassword("changeit"));
        platform.start();
        platform.stubFor(any(anyUrl()).willReturn(ok()));
    }

    @AfterAll
    static void stop() {
        platform.stop();
    }

    @Test
    void does_not_believe_a_certificate_nobody_vouches_for() {
        assertThatThrownBy(() -> call("localhost", Optional.empty())).isInstanceOf(SSLException.class);
    }

    @Test
    void believes_the_authorities_of_the_file_given() throws IOException {
        assertThat(call("localhost", Optional.of(files.resolve("ca.pem")))).isEqualTo(200);
    }

    @Test
    void checks_that_the_certificate_is_for_the_host_called() {
        assertThatThrownBy(() -> call("127.0.0.1", Optional.of(files.resolve("ca.pem")))).isInstanceOf(SSLException.class);
    }

    @Test
    void refuses_a_file_without_certificates() throws IOException {
        Path empty = Files.writeString(files.resolve("empty.pem"), "no certificate\n");
        assertThatThrownBy(() -> call("localhost", Optional.of(empty))).isInstanceOf(InvalidAuthorities.class).hasMessageContaining("empty.pem");
    }

    private static int call(String host, Optional<Path> authorities) throws IOException {
        OutboundLimits limits = new OutboundLimits(4, Duration.ofSeconds(5), Duration.ofSeconds(10), 1000, true, authorities);
        try (Outbound outbound = Outbound.with(limits, System::nanoTime)) {
            return outbound.client().execute(new HttpGet("https://" + host + ":" + platform.httpsPort() + "/"), HttpResponse::getCode);
        }
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(java.util.List.of(arguments));
        command.addAll(java.util.List.of("-keystore", files.resolve("keys.p12").toString(), "-storepass", "changeit"));
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
    }
}
