package io.yizhan.finding;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.Key;
import io.yizhan.catalogue.Quality;
import io.yizhan.catalogue.Quality.Rated;
import io.yizhan.catalogue.Quality.Standard;
import io.yizhan.catalogue.Quality.Survey;
import io.yizhan.contract.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a publisher what to mend in its own items, and nothing of anybody else's but which may be the same. */
record Mending(Catalogue catalogue, Kind kind, Standard standard, String publisher) {

    ObjectNode one(String id) {
        ObjectNode told = Words.object();
        tell(id, told.putArray("items"));
        return told;
    }

    ObjectNode page(Survey survey, Wanted.Page page) {
        List<Rated> rest = survey.worst().getOrDefault(publisher, List.of()).stream()
                .filter(rated -> page.after().filter(last -> rated.compareTo(last) <= 0).isEmpty())
                .limit(page.size() + 1L)
                .toList();
        List<Rated> shown = rest.subList(0, Math.min(page.size(), rest.size()));
        ObjectNode told = Words.object();
        ArrayNode items = told.putArray("items");
        shown.forEach(rated -> tell(rated.id(), items));
        told.put("score", Words.rounded(survey.all().score())).put("all", survey.all().items());
        told.set("regions", Words.of(survey.regions()));
        if (rest.size() > shown.size()) {
            told.put("next", Wanted.Page.cursor(shown.get(shown.size() - 1)));
        }
        return told;
    }

    /** As it is now; one that is no more is passed over. */
    private void tell(String id, ArrayNode items) {
        Key key = new Key(publisher, id);
        Optional<Quality> quality = catalogue.quality(key, standard);
        catalogue.find(key).filter(hit -> quality.isPresent()).ifPresent(hit -> {
            ObjectNode told = items.addObject().put("id", id).put("version", hit.version());
            Optional.of(hit.item().at(heading()).asText()).filter(title -> !title.isEmpty()).ifPresent(title -> told.put("title", title));
            told.put("score", quality.get().score());
            ArrayNode findings = told.putArray("findings");
            quality.get().findings().forEach(found ->
                    findings.addObject().put("flaw", Words.word(found.flaw())).put("place", found.place()).put("detail", found.detail()));
        });
    }

    private JsonPointer heading() {
        return kind.feed().orElseThrow().search().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(place -> JsonPointer.compile(place.getKey()))
                .orElseThrow();
    }
}
