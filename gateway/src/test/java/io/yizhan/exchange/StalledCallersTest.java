package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody who begins messages without ending them keeps others from being answered. With the settings a gateway has by itself. */
class StalledCallersTest {
    private static final int STALLED = 64;

    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual();

    private final List<Socket> stalled = new ArrayList<>();

    @BeforeEach
    void many_begin_and_do_not_go_on() throws IOException {
        for (int i = 0; i < STALLED; i++) {
            Socket socket = new Socket(world.url().getHost(), world.url().getPort(), InetAddress.getByName("127.0.0.3"), 0);
            stalled.add(socket);
            socket.getOutputStream().write(("POST /exchange/licence-recognition HTTP/1.1\r\nHost: " + world.url().getAuthority()
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @AfterEach
    void they_go_away() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    @Test
    void an_honest_caller_is_answered() {
        for (int i = 0; i < 3; i++) {
            Asker.Reply reply = world.asker(Platform.JIANGXI).ask(Case.of(Platform.ZHEJIANG, "valid").question());

            assertThat(reply.refusal()).isEmpty();
        }
    }
}
