package io.yizhan.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One compiled mapping file (JSLT). Keys whose value is null or an empty object
 * are left out of what it makes; empty lists and false stay, because they say something. Safe for use by many threads.
 */
final class Mapping {
    private static final Logger LOG = LoggerFactory.getLogger(Dialects.class);

    private final String file;
    private final String text;
    private final Expression expression;

    private Mapping(String file, String text, Expression expression) {
        this.file = file;
        this.text = text;
        this.expression = expression;
    }

    /** @throws InvalidMappings naming file, line and column */
    static Mapping compile(Folder folder, String file, CodeTables codes) {
        String name = folder.name(file);
        String text = folder.text(file);
        codes.requireAllUsedBy(text, name);
        List<Function> functions = Functions.with(codes);
        try {
            Expression expression = new Parser(new StringReader(text))
                    .withSource(name)
                    .withFunctions(functions)
                    .withObjectFilter(value -> !value.isNull() && !(value.isObject() && value.isEmpty()))
                    .compile();
            return new Mapping(name, text, CallSites.locate(expression, functions.stream().map(Function::getName).collect(Collectors.toSet())));
        } catch (JsltException wrong) {
            throw new InvalidMappings(at(name, wrong) + ": " + reason(wrong), wrong);
        }
    }

    String text() {
        return text;
    }

    /** Refuses unmappable with the place in the input. */
    Outcome<JsonNode> apply(JsonNode input) {
        try {
            return run(input);
        } catch (JsltException broken) {
            throw failed(at(file, broken));
        } catch (IllegalArgumentException broken) {
            throw failed(file);
        }
    }

    /** Told here, because whoever ends the exchange repeats no exception's words: it cannot know which of them quote a payload. */
    private static MappingFailed failed(String where) {
        MappingFailed failed = new MappingFailed(where);
        LOG.error("{}", failed.getMessage());
        return failed;
    }

    /**
     * The same for a person trying a sample of their own, to whom a failure's own words may be shown.
     *
     * @throws Broken with those words, file, line and column
     */
    Outcome<JsonNode> tried(JsonNode input) {
        try {
            return run(input);
        } catch (JsltException broken) {
            throw new Broken(at(file, broken) + ": " + reason(broken));
        } catch (IllegalArgumentException broken) {
            throw new Broken(file + ": " + broken.getMessage());
        }
    }

    Trial attempt(JsonNode input) {
        try {
            return tried(input).fold(
                    result -> new Trial(true, result.isContainerNode() ? result.toPrettyString() : result.toString()),
                    refusal -> new Trial(false, file + ": unmappable at \"" + refusal.place() + "\": expected " + refusal.expected()));
        } catch (Broken broken) {
            return new Trial(false, broken.getMessage());
        }
    }

    private Outcome<JsonNode> run(JsonNode input) {
        try {
            return Outcome.of(expression.apply(input));
        } catch (Functions.Unmappable unmappable) {
            String place = Places.of(unmappable.node(), input).map(JsonPointer::toString).orElse("");
            return Outcome.refused(Refusal.of(RefusalCode.UNMAPPABLE, place, unmappable.expected()));
        }
    }

    private static String at(String file, JsltException wrong) {
        return wrong.getLine() > 0 ? file + ":" + wrong.getLine() + ":" + wrong.getColumn() : file;
    }

    /** The first line: what follows is a list of all tokens there could have been. */
    private static String reason(JsltException wrong) {
        return wrong.getMessageWithoutLocation().lines().findFirst().orElse("");
    }

    /** A mapping broke on a sample. The message may quote the sample. */
    static final class Broken extends RuntimeException {
        Broken(String sentence) {
            super(sentence, null, false, false);
        }
    }
}
