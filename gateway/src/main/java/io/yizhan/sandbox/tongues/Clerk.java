package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import java.net.URI;

/** How one platform answers, from its fixtures and in its own dialect. */
public interface Clerk {
    /** @param here where the platform serves files */
    static Clerk of(Platform platform, URI here, Outside outside) {
        switch (platform) {
            case JIANGXI:
                return new JiangxiClerk(here);
            case NATIONAL:
                return new NationalClerk(here);
            case ZHEJIANG:
                return new ZhejiangClerk(here);
            case GUIZHOU:
                return new GuizhouClerk(here);
            default:
                return new GuangdongClerk(here, outside);
        }
    }

    Answer answer(Asker.Call call);

    /** What this platform says to a message it takes, and will answer some other time if at all. */
    Answer taken(Asker.Call call);

    /** What this platform says to a call whose signature it does not accept. */
    Answer refusal();

    /** An answer as it goes out. */
    record Answer(int status, String contentType, byte[] body) {
        static Answer json(JsonNode body) {
            return new Answer(200, "application/json", Json.write(body));
        }
    }
}
