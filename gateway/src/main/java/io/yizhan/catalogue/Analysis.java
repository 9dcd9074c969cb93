package io.yizhan.catalogue;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import io.yizhan.vocabulary.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
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
     * Words that mean the same, from {@code catalogue/synonyms.txt}. An item in which one of them stands has a term for the whole line, so that
     * to look for one of them is to look for one term.
     *
     * @param lines in which a word stands, by the word
     * @param firsts letters that any word begins with
     * @param longest characters of the longest word
     */
    record Synonyms(Map<String, List<List<String>>> lines, BitSet firsts, int longest) {
        private static final String SHIPPED = "/catalogue/synonyms.txt";
        private static final String LINE = "=";
        private static final String WORD = "'";

        static Synonyms shipped() {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Objects.requireNonNull(Synonyms.class.getResourceAsStream(SHIPPED)), StandardCharsets.UTF_8))) {
                return of(lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        static Synonyms of(List<String> texts) {
            Map<String, List<List<String>>> lines = new TreeMap<>();
            BitSet firsts = new BitSet();
            for (String text : texts) {
                List<String> line = Arrays.stream(text.split(",")).map(String::strip).map(Analysis::fold).toList();
                line.forEach(word -> lines.computeIfAbsent(word, first -> new ArrayList<>()).add(line));
                line.forEach(word -> firsts.set(word.charAt(0)));
            }
            return new Synonyms(lines, firsts, lines.keySet().stream().mapToInt(String::length).max().orElse(0));
        }

        static String term(List<String> line) {
            return LINE + line.get(0);
        }

        static String term(String word) {
            return WORD + word;
        }

        /** The longest word known that begins at a place of a text; empty where none does. */
        String at(String folded, int place) {
            for (int length = Math.min(firsts.get(folded.charAt(place)) ? longest : 0, folded.length() - place); length > 0; length--) {
                String word = folded.substring(place, place + length);
                if (lines.containsKey(word)) {
                    return word;
                }
            }
            return "";
        }

        /** The terms of all that stands in a text: of words, and of the lines they are in. */
        void terms(String folded, Consumer<String> each) {
            for (int place = 0; place < folded.length(); place++) {
                int most = firsts.get(folded.charAt(place)) ? Math.min(longest, folded.length() - place) : 0;
                for (int length = 1; length <= most; length++) {
                    List<List<String>> in = lines.get(folded.substring(place, place + length));
                    if (in != null && Grams.whole(folded, place, place + length)) {
                        each.accept(term(folded.substring(place, place + length)));
                        in.forEach(line -> each.accept(term(line)));
                    }
                }
            }
        }

        /** Tells them apart: items are to be read again for others. */
        String fingerprint() {
            return Digest.ofTexts(lines.toString()).toString();
        }
    }
}
