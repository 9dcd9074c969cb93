package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import java.util.function.Consumer;

/** Asks Guangdong as a gateway does: for an authorisation code first, and then with it. */
record Authorising(Asker asker) implements Asker {
    @Override
    public Platform platform() {
        return asker.platform();
    }

    @Override
    public Draft draft(Question question) {
        Draft draft = asker.draft(question);
        if (!draft.path().equals("/ebus/licence/query")) {
            return draft;
        }
        JsonNode codes = asker.send(asker.sign(draft.at("/ebus/licence/auth-codes", ""))).json().at("/data/auth_codes");
        return codes.isMissingNode() ? draft : draft.edit(message -> message.set("service_auth_codes", codes));
    }

    @Override
    public Draft edit(Draft draft, Consumer<ObjectNode> change) {
        return asker.edit(draft, change);
    }

    @Override
    public Call sign(Draft draft) {
        return asker.sign(draft);
    }

    @Override
    public Reply send(Call call) {
        return asker.send(call);
    }

    @Override
    public Fetched fetch(String link) {
        return asker.fetch(link);
    }
}
