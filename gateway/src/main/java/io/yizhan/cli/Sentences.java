package io.yizhan.cli;

import io.yizhan.assembly.CannotStart;
import io.yizhan.assembly.InvalidRoutes;
import io.yizhan.assembly.InvalidSetting;
import io.yizhan.contract.InvalidContract;
import io.yizhan.convention.InvalidConvention;
import io.yizhan.embedded.DatabaseNotStarted;
import io.yizhan.embedded.DirectoryInUse;
import io.yizhan.embedded.UnusableDirectory;
import io.yizhan.mapping.InvalidMappings;
import io.yizhan.outbound.InvalidAuthorities;
import io.yizhan.partner.InvalidPartners;
import io.yizhan.sheet.InvalidColumns;
import io.yizhan.signature.UnreadableKey;
import io.yizhan.template.CannotWrite;
import java.util.List;

/** What is said of a failure. Our own kinds carry a sentence made for people; of any other only its kind is told, for its text may quote data. */
final class Sentences {
    private static final List<Class<? extends Exception>> MADE_FOR_PEOPLE = List.of(
            Cannot.class,
            CannotWrite.class,
            Found.class,
            CannotStart.class,
            DatabaseNotStarted.class,
            DirectoryInUse.class,
            UnusableDirectory.class,
            InvalidSetting.class,
            InvalidRoutes.class,
            InvalidColumns.class,
            InvalidMappings.class,
            InvalidContract.class,
            InvalidConvention.class,
            InvalidPartners.class,
            InvalidAuthorities.class,
            UnreadableKey.class);

    private Sentences() {}

    static String of(Exception failure) {
        return MADE_FOR_PEOPLE.contains(failure.getClass())
                ? whole(failure.getMessage())
                : "something failed inside (" + failure.getClass().getSimpleName() + "); --verbose shows where.";
    }

    private static String whole(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }
}
