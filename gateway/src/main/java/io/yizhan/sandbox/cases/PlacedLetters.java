package io.yizhan.sandbox.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.tongues.Tongue;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that are told apart by where they are sent to, and say their id themselves.
 *
 * @param id where that stands
 * @param acceptance where in an answer the gateway's id of an accepted message stands
 */
record PlacedLetters(Tongue tongue, Map<Part, Form> forms, Map<Part, Place> places, String id, String acceptance) implements Letters {
    /** The header that picks a service, where several have one path. */
    private static final String SERVICE = "gjgxjhpt_sid";

    /** @param service empty where the path says it all */
    record Place(String path, String service) {
        static Place at(String path) {
            return new Place(path, "");
        }
    }

    @Override
    public Asker.Draft draft(String number, Said said) {
        Part part = Part.of(said);
        Place place = places.get(part);
        ObjectNode body = forms.get(part).write(Meanings.tree(said));
        body.put(id, number);
        return tongue.saying(new Asker.Draft(place.path(), place.service(), Map.of("Content-Type", "application/json"), new byte[0]), body);
    }

    @Override
    public Optional<Letter> read(Asker.Call call) {
        Place place = new Place(call.uri().getPath(), call.header(SERVICE));
        return places.entrySet().stream()
                .filter(entry -> entry.getValue().equals(place))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(part -> {
                    JsonNode tree = tongue.tree(call.body());
                    return new Letter(tree.path(id).asText(), Meanings.of(part, forms.get(part), tree));
                });
    }

    @Override
    public Optional<String> accepted(Asker.Reply reply) {
        return Optional.of(reply.json().at(acceptance).asText()).filter(found -> !found.isEmpty());
    }
}
