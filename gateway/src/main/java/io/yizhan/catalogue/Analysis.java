package io.yizhan.catalogue;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Texts as they are searched. Folding changes character by character and never their number, so that what is found in the folded text stands at
 * the same place in the one that was written. Only what somebody looks for is divided into words: in items it is found wherever it stands.
 */
final class Analysis {
    private static final char[] TWINS = {'〔', '[', '〕', ']', '［', '[', '］', ']', '【', '[', '】', ']', '\u3000', ' '};
    private static final char[] FOLDED = folded();

    /** What nobody looks for though it is said. */
    private static final Set<String> PARTICLES = Set.of("的", "了", "和", "与", "及", "或", "在", "对", "等", "于", "之", "所", "有", "吗", "呢");

    private static final Analyzer DIVIDING = dividing();

    private Analysis() {}

    private static char[] folded() {
        char[] table = new char[Character.MAX_VALUE + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = (char) i;
        }
        for (char c = '\u3400'; c < '\ua000'; c++) {
            String simple = ZhConverterUtil.toSimple(String.valueOf(c));
            table[c] = simple.length() == 1 ? simple.charAt(0) : c;
        }
        for (char c = '！'; c <= '～'; c++) {
            table[c] = (char) (c - '！' + '!');
        }
        for (int i = 0; i < TWINS.length; i += 2) {
            table[TWINS[i]] = TWINS[i + 1];
        }
        for (int i = 0; i < table.length; i++) {
            table[i] = Character.toLowerCase(table[i]);
        }
        return table;
    }

    /** Simplified characters, narrow letters and digits, small letters. */
    static String fold(String text) {
        char[] all = text.toCharArray();
        for (int i = 0; i < all.length; i++) {
            all[i] = FOLDED[all[i]];
        }
        return new String(all);
    }

    /** The words of a folded text somebody looks for, in order. */
    static List<String> words(String folded) {
        List<String> words = new ArrayList<>();
        try (TokenStream stream = DIVIDING.tokenStream("", folded)) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(word.toString());
            }
            stream.end();
        } catch (IOException impossible) {
            throw new CatalogueFailed(impossible);
        }
        return words;
    }

    static boolean particle(String word) {
        return PARTICLES.contains(word);
    }

    private static Analyzer dividing() {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer words = new HMMChineseTokenizer();
                return new TokenStreamComponents(words, new StopFilter(new LowerCaseFilter(words), SmartChineseAnalyzer.getDefaultStopSet()));
            }
        };
    }

    /**
     * Words that mean the same, from {@code catalogue/synonyms.txt}.
     *
     * @param groups by each of its words
     * @param longest characters of the longest word
     */
    record Synonyms(Map<String, Set<String>> groups, int longest) {
        private static final String SHIPPED = "/catalogue/synonyms.txt";

        static Synonyms shipped() {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Objects.requireNonNull(Synonyms.class.getResourceAsStream(SHIPPED)), StandardCharsets.UTF_8))) {
                return of(lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        static Synonyms of(List<String> lines) {
            Map<String, Set<String>> groups = new HashMap<>();
            for (String line : lines) {
                List<String> words = Arrays.stream(line.split(",")).map(String::strip).map(Analysis::fold).toList();
                words.forEach(word -> groups.computeIfAbsent(word, first -> new LinkedHashSet<>(List.of(word))).addAll(words));
            }
            return new Synonyms(groups, groups.keySet().stream().mapToInt(String::length).max().orElse(0));
        }

        /** The longest word known that begins at a place of a text; empty where none does. */
        String at(String folded, int place) {
            for (int length = Math.min(longest, folded.length() - place); length > 0; length--) {
                String word = folded.substring(place, place + length);
                if (groups.containsKey(word)) {
                    return word;
                }
            }
            return "";
        }
    }
}
