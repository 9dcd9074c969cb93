package io.yizhan.partner;

import io.yizhan.vocabulary.RegionCode;
import java.nio.file.Path;

/** What the registry knows of administrative divisions (GB/T 2260). Immutable. */
public interface Regions {

    /** Whether the code begins with a province's two digits. */
    boolean known(String prefix);

    /** The code that answers today for one that was merged or renamed; any other code stays as it is. */
    RegionCode today(RegionCode written);

    /**
     * Reads {@code provinces} (two digits to name) and {@code successors} (old code to new).
     *
     * @throws InvalidPartners naming the place in the file
     */
    static Regions load(Path file) {
        return ListedRegions.load(file);
    }
}
