package io.yizhan.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import io.yizhan.vocabulary.LicenceIdentifier;
import io.yizhan.vocabulary.Uscc;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The formats our schemas may ask for besides those of JSON Schema, and what each is called in a refusal. */
enum TextForm implements Format {
    USCC("uscc", "a unified social credit code with the right check character (GB 32100)", Uscc::valid),
    LICENCE_IDENTIFIER("licence-identifier", "a licence identifier of the form of GB/T 36904", text -> LicenceIdentifier.parse(text).isPresent());

    private static final Map<String, String> STANDARD =
            Map.of("date", "a date as yyyy-MM-dd", "date-time", "a date and time of RFC 3339", "uri", "a URI", "uuid", "a UUID");

    private final String written;
    private final String phrase;
    private final Predicate<String> form;

    TextForm(String written, String phrase, Predicate<String> form) {
        this.written = written;
        this.phrase = phrase;
        this.form = form;
    }

    /** Every format a schema may name; a misspelt one would not be checked at all. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(STANDARD.keySet());
        Arrays.stream(values()).map(TextForm::getName).forEach(names::add);
        return names;
    }

    static String phrase(String name) {
        return Arrays.stream(values()).filter(form -> form.written.equals(name)).map(form -> form.phrase).findFirst()
                .orElseGet(() -> STANDARD.getOrDefault(name, name));
    }

    @Override
    public String getName() {
        return written;
    }

    @Override
    public boolean matches(ExecutionContext context, String text) {
        return form.test(text);
    }
}
