package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Pem;
import io.yizhan.signature.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeygenTest {
    private static final byte[] TEXT = {1, 2, 3};

    @TempDir
    private Path files;

    @Test
    void makes_two_halves_that_belong_together() throws IOException {
        Terminal.run("keygen", name());
        Signer signer = Signer.read("k", Files.readString(files.resolve("key.pem")));
        byte[] open = Pem.read(Files.readString(files.resolve("key.pub.pem")), Pem.PUBLIC_KEY).der();
        assertThat(Algorithm.ED25519.verify(open, TEXT, signer.sign(TEXT))).isTrue();
    }

    @Test
    void makes_two_halves_for_sm2_where_asked_to() throws IOException {
        Terminal.run("keygen", "--algorithm", "sm2-sm3", name());
        Signer signer = Signer.read("k", Files.readString(files.resolve("key.pem")));
        byte[] open = Pem.read(Files.readString(files.resolve("key.pub.pem")), Pem.PUBLIC_KEY).der();
        assertThat(Algorithm.SM2_SM3.verify(open, TEXT, signer.sign(TEXT))).isTrue();
    }

    @Test
    void refuses_an_algorithm_it_makes_no_keys_for() {
        assertThat(Terminal.run("keygen", "--algorithm", "rsa", name()).err()).contains("--algorithm rsa: expected ed25519 or sm2-sm3");
        assertThat(files.resolve("key.pem")).doesNotExist();
    }

    @Test
    void keeps_the_private_half_for_its_owner() throws IOException {
        Terminal.run("keygen", name());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.resolve("key.pem")))).isEqualTo("rw-------");
    }

    @Test
    void leaves_a_private_key_that_exists_as_it_is() throws IOException {
        Files.writeString(files.resolve("key.pem"), "mine");
        assertThat(Terminal.run("keygen", name()).exit()).isEqualTo(3);
        assertThat(files.resolve("key.pem")).hasContent("mine");
    }

    @Test
    void makes_no_private_key_beside_a_public_one_of_another() throws IOException {
        Files.writeString(files.resolve("key.pub.pem"), "theirs");
        assertThat(Terminal.run("keygen", name()).err()).contains("a key is never overwritten");
        assertThat(files.resolve("key.pem")).doesNotExist();
    }

    @Test
    void never_prints_the_private_half() {
        assertThat(Terminal.run("keygen", name()).out()).doesNotContain("PRIVATE KEY");
    }

    private String name() {
        return files.resolve("key").toString();
    }
}
