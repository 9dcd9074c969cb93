package io.yizhan.catalogue;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Texts as they are searched. Folding changes character by character and never their number, so that what is found in the folded text stands at
 * the same place in the one that was written.
 */
final class Words {
    private static final char[] TWINS = {'〔', '[', '〕', ']', '［', '[', '］', ']', '【', '[', '】', ']', '\u3000', ' '};
    private static final char[] FOLDED = folded();

    /** Of items: beside each long word also the pairs of characters in it, so that 失业 is found in 失业保险. */
    static final Analyzer OF_ITEMS = analyzer(true);

    /** What nobody looks for though it is said. */
    private static final Set<String> PARTICLES = Set.of("的", "了", "和", "与", "及", "或", "在", "对", "等", "于", "之", "所", "有", "吗", "呢");

    private static final Analyzer OF_QUESTIONS = analyzer(false);

    private Words() {}

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
        return table;
    }

    /** Simplified characters, narrow letters and digits, small letters. */
    static String fold(String text) {
        char[] all = text.toCharArray();
        for (int i = 0; i < all.length; i++) {
            all[i] = Character.toLowerCase(FOLDED[all[i]]);
        }
        return new String(all);
    }

    /** The words of a folded text somebody looks for, in order. */
    static List<String> of(String folded) {
        List<String> words = new ArrayList<>();
        try (TokenStream stream = OF_QUESTIONS.tokenStream("", folded)) {
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

    static boolean chinese(String word) {
        return word.codePoints().allMatch(Character::isIdeographic);
    }

    private static Analyzer analyzer(boolean pairs) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer words = new HMMChineseTokenizer();
                TokenStream kept = new StopFilter(new LowerCaseFilter(words), SmartChineseAnalyzer.getDefaultStopSet());
                return new TokenStreamComponents(words, pairs ? new Pairs(kept) : kept);
            }
        };
    }

    /** After each Chinese word of three characters or more, at its position, the pairs of neighbours in it. */
    private static final class Pairs extends TokenFilter {
        private static final int LONG = 3;

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
        private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
        private State state;
        private String word = "";
        private int start;
        private int next;

        Pairs(TokenStream input) {
            super(input);
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (next + 2 <= word.length()) {
                restoreState(state);
                term.setEmpty().append(word, next, next + 2);
                offset.setOffset(start + next, start + next + 2);
                position.setPositionIncrement(0);
                next++;
                return true;
            }
            if (!input.incrementToken()) {
                return false;
            }
            boolean plain = offset.endOffset() - offset.startOffset() == term.length();
            word = term.length() >= LONG && plain && Words.chinese(term.toString()) ? term.toString() : "";
            if (!word.isEmpty()) {
                state = captureState();
                start = offset.startOffset();
                next = 0;
            }
            return true;
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            word = "";
            next = 0;
        }
    }
}
