package io.yizhan.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Mappings that compile: every canonical field at its place, and what it is called in the dialect still to be filled in. The dialect's side is
 * flat, since nobody knows its form yet.
 *
 * @param title what both files are about
 * @param texts whether the dialect's envelope carries nothing but text, as XML does; then the items of a list stand in an element of their own
 */
record MappingText(String title, List<Field> fields, boolean texts) {
    private static final String STEP = "  ";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Set<String> KEYWORDS = Set.of("and", "as", "def", "else", "false", "for", "if", "import", "let", "null", "or", "true");

    String toCanonical() {
        return """
                // %s
                // From this dialect to the canonical form: on the left stands the canonical field, on the right what of the platform's message makes it.
                // Replace every .fill-in-… by where the platform has it (.a.b is b inside of a); delete the lines of what it never sends, unless
                // they are required. What is null is left out.

                %s
                """.formatted(title, object(fields, ""));
    }

    String fromCanonical() {
        return """
                // %s
                // From the canonical form to this dialect: on the left stands what the platform calls it, on the right the canonical field.
                // Replace every "fill-in-…" by the platform's name, and put what it nests into objects; delete the lines of what it does not know.
                // What is null is left out.

                %s
                """.formatted(title, flat(fields, ""));
    }

    private String object(List<Field> inside, String indent) {
        String deeper = indent + STEP;
        return braced(inside.stream().map(field -> member(field, field.name(), value(field, deeper), deeper)).toList(), indent);
    }

    /** @param indent of the line the value begins in */
    private String value(Field field, String indent) {
        String there = step(field.fillIn());
        return switch (field.what()) {
            case OBJECT -> object(field.inside(), indent);
            case OBJECTS -> "[for (" + items(there) + ") " + object(field.inside(), indent) + "]";
            case VALUES -> each(items(there), read(field.inside().get(0), "."));
            default -> read(field, there);
        };
    }

    private String items(String list) {
        return texts ? list + "." + Field.ITEM : list;
    }

    private String read(Field field, String there) {
        return switch (field.what()) {
            case CODE -> "canonical-code(\"" + field.table() + "\", " + there + ")";
            case CODED_TRUTH -> "if (" + there + ") canonical-code(\"" + field.table() + "\", " + there + ") == \"true\"";
            case DATE -> "date(" + there + ")";
            case NUMBER -> texts ? "number(" + there + ")" : there;
            case TRUTH -> texts ? "if (" + there + ") " + there + " == \"true\"" : there;
            default -> there;
        };
    }

    private String flat(List<Field> inside, String indent) {
        return braced(members(inside, "", indent + STEP), indent);
    }

    private List<String> members(List<Field> inside, String way, String indent) {
        List<String> members = new ArrayList<>();
        for (Field field : inside) {
            String here = way + step(field.name());
            if (field.what() == Field.What.OBJECT) {
                members.addAll(members(field.inside(), here, indent));
            } else {
                members.add(member(field, field.fillIn(), written(field, here, indent), indent));
            }
        }
        return members;
    }

    private String written(Field field, String here, String indent) {
        return switch (field.what()) {
            case OBJECTS -> list("[for (" + here + ") " + flat(field.inside(), indent) + "]");
            case VALUES -> list(each(here, write(field.inside().get(0), ".")));
            default -> write(field, here);
        };
    }

    /** A name that means something in the language of mappings, or is none there, stands in quotes. */
    private static String step(String name) {
        return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name) ? "." + name : ".\"" + name + "\"";
    }

    private static String write(Field field, String here) {
        return switch (field.what()) {
            case CODE -> "dialect-code(\"" + field.table() + "\", " + here + ")";
            case CODED_TRUTH -> "dialect-code(\"" + field.table() + "\", if (is-boolean(" + here + ")) string(" + here + "), " + here + ")";
            case DATE -> "date-as(" + here + ", \"yyyy-MM-dd\")";
            default -> here;
        };
    }

    private String list(String items) {
        return texts ? "{\"" + Field.ITEM + "\": " + items + "}" : items;
    }

    private static String each(String list, String item) {
        return item.equals(".") ? list : "[for (" + list + ") " + item + "]";
    }

    private static String member(Field field, String key, String value, String indent) {
        return indent + "// " + field.note() + "\n" + indent + "\"" + key + "\": " + value;
    }

    private static String braced(List<String> members, String indent) {
        return members.stream().collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }
}
