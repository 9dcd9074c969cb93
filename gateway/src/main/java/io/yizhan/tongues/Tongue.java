package io.yizhan.tongues;

import io.yizhan.platforms.Asker;
import io.yizhan.platforms.Outside;
import io.yizhan.platforms.Platform;
import io.yizhan.platforms.Question;
import io.yizhan.platforms.Reading;

/** How one platform puts questions and understands answers. Own code per platform: nothing here comes from the gateway's mappings. */
public interface Tongue {
    static Tongue of(Platform platform, Outside outside) {
        switch (platform) {
            case JIANGXI:
                return new JiangxiTongue(outside);
            case NATIONAL:
                return new NationalTongue(outside);
            default:
                return new ZhejiangTongue(outside);
        }
    }

    Asker.Draft draft(Question.Licence question, Question.Requester requester);

    Asker.Draft draft(Question.Enterprise question, Question.Requester requester);

    default Asker.Draft draft(Question question, Question.Requester requester) {
        return question instanceof Question.Licence licence ? draft(licence, requester) : draft((Question.Enterprise) question, requester);
    }

    /** What an answer comes to; throws {@link java.io.UncheckedIOException} for a code this platform does not know. */
    Reading read(int status, byte[] answer);
}
