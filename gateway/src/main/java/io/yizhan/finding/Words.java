package io.yizhan.finding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.catalogue.Comparison;
import io.yizhan.catalogue.Found;
import io.yizhan.catalogue.Key;
import io.yizhan.catalogue.Matched;
import io.yizhan.catalogue.Quality.Average;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Question;
import io.yizhan.eligibility.Range;
import io.yizhan.eligibility.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a catalogue says, in JSON. */
final class Words {
    private Words() {}

    static ObjectNode of(Found found) {
        ObjectNode told = object().put("total", found.total());
        ArrayNode items = told.putArray("items");
        found.hits().forEach(hit -> hit(items.addObject(), hit));
        ObjectNode facets = told.putObject("facets");
        found.facets().forEach((name, counts) -> {
            ArrayNode values = facets.putArray(name);
            counts.forEach(count -> values.addObject().put("value", count.value()).put("items", count.items()));
        });
        found.next().ifPresent(next -> told.put("next", next));
        return told;
    }

    private static void hit(ObjectNode told, Found.Hit hit) {
        key(told, hit.key()).put("version", hit.version()).set("item", hit.item());
        ArrayNode matches = told.putArray("matches");
        hit.matches().forEach(match -> {
            ArrayNode fragments = matches.addObject().put("place", match.place()).putArray("fragments");
            match.fragments().forEach(fragment -> {
                // no list right in a list, which XML does not know
                ArrayNode pieces = fragments.addObject().putArray("pieces");
                fragment.forEach(piece -> pieces.addObject().put("text", piece.text()).put("hit", piece.hit()));
            });
        });
        hit.concern().ifPresent(concern -> told.putObject("concern").put("region", concern.region()).put("extent", word(concern.extent())));
    }

    private static ObjectNode key(ObjectNode told, Key key) {
        return told.put("publisher", key.publisher()).put("id", key.id());
    }

    static ObjectNode of(Comparison comparison) {
        ObjectNode told = object();
        comparison.columns().forEach(told.putArray("columns")::add);
        ArrayNode rows = told.putArray("rows");
        comparison.rows().forEach(row -> {
            ObjectNode cells = key(rows.addObject().put("region", row.region()), row.key()).putObject("cells");
            row.cells().forEach(cells::set);
        });
        comparison.without().forEach(told.putArray("without")::add);
        return told;
    }

    static ObjectNode of(Matched matched) {
        ObjectNode told = object();
        ObjectNode counts = told.putObject("counts");
        matched.counts().forEach((verdict, items) -> counts.put(word(verdict), items));
        ArrayNode items = told.putArray("items");
        matched.items().forEach(item -> judged(items.addObject(), item));
        matched.next().ifPresent(next -> told.put("next", next));
        matched.question().ifPresent(question -> question(told.putObject("question"), question));
        return told;
    }

    private static void judged(ObjectNode told, Matched.Judged item) {
        key(told, item.key()).put("version", item.version()).put("verdict", word(item.verdict())).set("item", item.item());
        reasons(told.putArray("reasons"), item.reasons());
        ArrayNode benefits = told.putArray("benefits");
        item.benefits().forEach(benefit -> {
            ObjectNode one = benefits.addObject().put("verdict", word(benefit.verdict()));
            one.set("benefit", benefit.benefit());
            reasons(one.putArray("reasons"), benefit.reasons());
        });
    }

    private static void reasons(ArrayNode told, List<Reason> reasons) {
        reasons.forEach(reason -> {
            ObjectNode one = told.addObject().put("about", reason.about()).put("test", reason.test());
            reason.values().forEach(one.putArray("values")::add);
            one.put("text", reason.text()).put("verdict", word(reason.verdict()));
        });
    }

    /** Each choice with the profile to ask with after it. */
    private static void question(ObjectNode told, Question question) {
        told.put("about", question.about());
        question.value().ifPresent(value -> told.put("value", value));
        ArrayNode choices = told.putArray("choices");
        question.choices().forEach(choice -> {
            ObjectNode one = choices.addObject().put("answer", word(choice.answer())).put("items", choice.things());
            choice.values().forEach(one.putArray("values")::add);
            choice.range().ifPresent(range -> one.set("range", range(range)));
            one.set("profile", profile(choice.profile()));
        });
    }

    /** As it is read again. */
    private static ObjectNode profile(Profile profile) {
        ObjectNode told = values(profile.is());
        profile.ranges().forEach((about, range) -> {
            if (!profile.is().containsKey(about)) {
                told.set(about, range(range));
            }
        });
        if (!profile.isNot().isEmpty()) {
            told.set("not", values(profile.isNot()));
        }
        return told;
    }

    private static ObjectNode values(Map<String, List<String>> known) {
        ObjectNode told = object();
        known.forEach((about, values) -> {
            if (values.size() == 1) {
                told.put(about, values.get(0));
            } else {
                values.forEach(told.putArray(about)::add);
            }
        });
        return told;
    }

    /** Days as days since 1970. */
    private static ObjectNode range(Range range) {
        ObjectNode told = object();
        range.low().ifPresent(low -> told.put(low.after() ? "above" : "atLeast", low.amount()));
        range.high().ifPresent(high -> told.put(high.after() ? "atMost" : "below", high.amount()));
        return told;
    }

    static ObjectNode of(Map<String, Average> regions) {
        ObjectNode told = object();
        regions.forEach((region, average) -> told.putObject(region).put("items", average.items()).put("score", rounded(average.score())));
        return told;
    }

    static double rounded(double score) {
        return Math.round(score * 10) / 10.0;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
