package io.yizhan.sandbox.cases;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.tongues.Tongue;
import java.util.Optional;

/** How one platform writes and reads messages that nobody answers at once. */
public interface Letters {
    static Letters of(Platform platform, Outside outside) {
        Tongue tongue = Tongue.of(platform, outside);
        switch (platform) {
            case JIANGXI:
                return new EventLetters(JiangxiForms.all(), outside);
            case NATIONAL:
                return new PlacedLetters(tongue, NationalForms.all(), NationalForms.PLACES, "request_no", "/data/message_id");
            case ZHEJIANG:
                return new PlacedLetters(tongue, ZhejiangForms.all(), ZhejiangForms.PLACES, "requestId", "/datas/0/messageId");
            case GUIZHOU:
                return new PlacedLetters(tongue, GuizhouForms.all(), GuizhouForms.PLACES, "serialNo", "/data/messageId");
            default:
                return new PlacedLetters(tongue, GuangdongForms.all(), GuangdongForms.PLACES, "request_id", "/data/message_id");
        }
    }

    /** @param id the platform's own of this message */
    Asker.Draft draft(String id, Said said);

    /** Empty for a call that is none of these messages; throws {@link java.io.UncheckedIOException} for one this platform does not understand. */
    Optional<Letter> read(Asker.Call call);

    /** The gateway's id of a message it accepted; empty where it did not. */
    Optional<String> accepted(Asker.Reply reply);
}
