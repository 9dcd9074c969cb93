package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** How one platform puts questions and understands answers. Own code per platform: nothing here comes from the gateway's mappings. */
public interface Tongue {
    static Tongue of(Platform platform, Outside outside) {
        switch (platform) {
            case JIANGXI:
                return new JiangxiTongue(outside);
            case NATIONAL:
                return new NationalTongue(outside);
            case ZHEJIANG:
                return new ZhejiangTongue(outside);
            case GUIZHOU:
                return new GuizhouTongue(outside);
            default:
                return new GuangdongTongue(outside);
        }
    }

    Asker.Draft draft(Question.Licence question, Question.Requester requester);

    Asker.Draft draft(Question.Enterprise question, Question.Requester requester);

    /** Throws {@link IllegalArgumentException} where this platform does not ask such. */
    default Asker.Draft draft(Question.Identity question, Question.Requester requester) {
        throw new IllegalArgumentException("this platform does not ask about identities");
    }

    /** Throws {@link IllegalArgumentException} where this platform does not ask such. */
    default Asker.Draft draft(Question.ElectronicSeal question, Question.Requester requester) {
        throw new IllegalArgumentException("this platform does not ask about seals");
    }

    default Asker.Draft draft(Question question, Question.Requester requester) {
        if (question instanceof Question.Licence licence) {
            return draft(licence, requester);
        }
        if (question instanceof Question.Enterprise enterprise) {
            return draft(enterprise, requester);
        }
        return question instanceof Question.Identity identity
                ? draft(identity, requester)
                : draft((Question.ElectronicSeal) question, requester);
    }

    /** The call that fetches a file. */
    default Asker.Draft file(URI link) {
        String path = link.getRawQuery() == null ? link.getRawPath() : link.getRawPath() + "?" + link.getRawQuery();
        return new Asker.Draft("GET", path, "", Map.of(), new byte[0]);
    }

    /** Whether an answer says that the secret the question was signed with is over. */
    default boolean lapsed(byte[] answer) {
        return false;
    }

    /** A message as a tree; a missing node where it cannot be read. */
    default JsonNode tree(byte[] message) {
        return Json.read(message);
    }

    /** What a catalogue answered: {@code items} or {@code rows}; a missing node where it refused. */
    default JsonNode found(byte[] answer) {
        return tree(answer).path("data");
    }

    /** A call that says this. */
    default Asker.Draft saying(Asker.Draft to, JsonNode message) {
        return to.saying(Json.write(message));
    }

    /** The body of a message of this platform's, with something of it changed. */
    default byte[] edited(Asker.Draft draft, Consumer<ObjectNode> change) {
        ObjectNode tree = (ObjectNode) tree(draft.body());
        change.accept(tree);
        return Json.write(tree);
    }

    /** What an answer to a call comes to; throws {@link java.io.UncheckedIOException} for a code this platform does not know. */
    Reading read(Asker.Call question, int status, byte[] answer);
}
