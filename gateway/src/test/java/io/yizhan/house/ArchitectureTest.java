package io.yizhan.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the shape of the house: who knows whom, what a room shows, and where Camel, clocks and chance may be. */
class ArchitectureTest {
    private static final String ROOT = "io.yizhan.";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.yizhan");
    private static final JavaClasses TESTS =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("io.yizhan");

    private static final Set<String> CAPABILITIES =
            Set.of("vocabulary", "store", "vault", "partner", "contract", "envelope", "mapping", "signature", "convention", "outbound", "delivery",
                    "casework", "attachment", "ledger", "feed", "figures", "catalogue", "eligibility", "subscription");

    /** A room is not in the table: it may not exist. A name is not in its row: it may not be used. */
    private static final Map<String, Set<String>> MAY_KNOW = new TreeMap<>(Map.ofEntries(
            Map.entry("vocabulary", Set.of()),
            Map.entry("store", Set.of("vocabulary")),
            Map.entry("vault", Set.of("vocabulary", "store")),
            Map.entry("partner", Set.of("vocabulary", "store", "vault")),
            Map.entry("contract", Set.of("vocabulary")),
            Map.entry("envelope", Set.of("vocabulary")),
            Map.entry("mapping", Set.of("vocabulary", "envelope")),
            Map.entry("signature", Set.of("vocabulary")),
            Map.entry("convention", Set.of("vocabulary", "signature")),
            Map.entry("outbound", Set.of("vocabulary")),
            Map.entry("delivery", Set.of("vocabulary", "store")),
            Map.entry("casework", Set.of("vocabulary", "store")),
            Map.entry("attachment", Set.of("vocabulary", "store")),
            Map.entry("eligibility", Set.of("vocabulary")),
            Map.entry("catalogue", Set.of("vocabulary", "eligibility")),
            Map.entry("ledger", Set.of("vocabulary", "store")),
            Map.entry("feed", Set.of("vocabulary", "store", "eligibility")),
            Map.entry("figures", Set.of("vocabulary", "store")),
            Map.entry("subscription", Set.of("vocabulary", "store")),
            Map.entry("embedded", Set.of("vocabulary")),
            Map.entry("bus", Set.of("vocabulary")),
            Map.entry("exchange", CAPABILITIES),
            // of outbound only what a call can fail with, of attachment only the file that is given away
            Map.entry("frontdb", Set.of()),
            Map.entry("sheet", Set.of("vocabulary")),
            Map.entry("dispatch", with(CAPABILITIES, "exchange", "frontdb")),
            Map.entry("intake", with(CAPABILITIES, "exchange", "dispatch", "frontdb", "sheet")),
            // of delivery only what is told of the outbox
            Map.entry("steps", Set.of("exchange", "dispatch", "intake", "delivery", "outbound", "attachment", "vocabulary")),
            Map.entry("following", with(CAPABILITIES, "exchange")),
            Map.entry("finding", with(CAPABILITIES, "exchange")),
            // of dispatch only the author of the gateway's own messages
            Map.entry("noticing", with(CAPABILITIES, "exchange", "dispatch")),
            Map.entry("bringing", with(CAPABILITIES, "exchange", "dispatch")),
            // of dispatch only the mailboxes
            Map.entry("api", Set.of("exchange", "dispatch", "intake", "following", "finding", "vocabulary")),
            Map.entry("console", with(CAPABILITIES, "exchange", "dispatch")),
            Map.entry("assembly", with(
                    CAPABILITIES, "embedded", "bus", "frontdb", "exchange", "dispatch", "intake", "following", "finding", "noticing", "bringing", "steps", "api", "console")),
            Map.entry("sandbox.platforms", Set.of()),
            Map.entry("sandbox.tongues", Set.of("sandbox.platforms")),
            Map.entry("sandbox.cases", Set.of("sandbox.platforms", "sandbox.tongues")),
            Map.entry("sandbox", Set.of("sandbox.platforms", "sandbox.tongues", "sandbox.cases")),
            Map.entry("template", Set.of("vocabulary")),
            Map.entry("cli", with(CAPABILITIES, "embedded", "sheet", "assembly", "console", "sandbox", "sandbox.platforms", "template"))));

    private static Set<String> with(Set<String> rooms, String... more) {
        Set<String> all = new TreeSet<>(rooms);
        all.addAll(List.of(more));
        return all;
    }

    @TestFactory
    List<DynamicTest> every_room_knows_only_whom_it_may() {
        return MAY_KNOW.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> noClasses()
                        .that(resideInAPackage(ROOT + row.getKey()))
                        .should()
                        .dependOnClassesThat(anotherRoomThan(row.getKey(), row.getValue()))
                        .allowEmptyShould(true)
                        .check(HOUSE)))
                .toList();
    }

    private static DescribedPredicate<JavaClass> anotherRoomThan(String room, Set<String> known) {
        return DescribedPredicate.describe("are in a room that " + room + " may not know", type -> type.getPackageName().startsWith(ROOT)
                && !room(type).equals(room)
                && !known.contains(room(type)));
    }

    @Test
    void every_room_is_in_the_table_and_flat() {
        assertThat(rooms()).isEqualTo(MAY_KNOW.keySet());
    }

    @Test
    void no_two_rooms_know_each_other_in_a_circle() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void every_room_says_what_it_is_for() {
        assertThat(rooms()).allSatisfy(room -> assertThat(Sources.text("src/main/java/io/yizhan/" + room.replace('.', '/') + "/package-info.java"))
                .contains("/**")
                .contains("package io.yizhan." + room + ";"));
    }

    @Test
    void no_room_has_more_than_thirty_types() {
        Map<String, Long> sizes = HOUSE.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(ArchitectureTest::room, Collectors.counting()));
        assertThat(sizes).allSatisfy((room, size) -> assertThat(size).as(room).isLessThanOrEqualTo(30));
    }

    @Test
    void a_room_shows_interfaces_records_enums_and_throwables_only() {
        Set<String> shown = HOUSE.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                .filter(type -> !type.isInterface() && !type.isRecord() && !type.isEnum() && !type.isAssignableTo(Throwable.class))
                .filter(type -> !room(type).equals("vocabulary"))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        // main's class must be public for the launcher to find it
        assertThat(shown).isSubsetOf(Set.of("io.yizhan.cli.Yizhan"));
    }

    @Test
    void camel_lives_in_steps_sandbox_and_assembly() {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(ROOT + "steps", ROOT + "sandbox", ROOT + "assembly")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.camel.."))
                .check(HOUSE);
    }

    @Test
    void time_and_chance_come_in_from_assembly() {
        assertThat(HOUSE.stream()
                        .filter(type -> !room(type).equals("assembly"))
                        .flatMap(type -> type.getAccessesFromSelf().stream())
                        .filter(ArchitectureTest::asksForTimeOrChance)
                        .map(JavaAccess::getDescription))
                .isEmpty();
    }

    private static boolean asksForTimeOrChance(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        boolean noArguments = access.getTarget().getFullName().endsWith("()");
        boolean now = Set.of(Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class).stream()
                        .anyMatch(type -> type.getName().equals(owner))
                && name.equals("now")
                && noArguments;
        boolean system = owner.equals("java.lang.System") && Set.of("currentTimeMillis", "nanoTime").contains(name);
        boolean clock = Set.of(Clock.class.getName(), InstantSource.class.getName()).contains(owner) && name.startsWith("system");
        boolean chance = owner.equals(UUID.class.getName()) && name.equals("randomUUID")
                || owner.equals(ThreadLocalRandom.class.getName())
                || owner.equals("java.lang.Math") && name.equals("random")
                || Set.of(Random.class.getName(), SecureRandom.class.getName()).contains(owner) && name.equals("<init>");
        return now || system || clock || chance;
    }

    @Test
    void our_own_types_are_never_mocked() {
        noClasses().should().dependOnClassesThat(resideInAPackage("org.mockito..")).check(TESTS);
    }

    @Test
    void no_warning_is_suppressed() {
        assertThat(Sources.java("src"))
                .allSatisfy((file, text) -> assertThat(text).as(file).doesNotContain("@Suppress" + "Warnings"));
    }

    private static Set<String> rooms() {
        return new TreeSet<>(HOUSE.stream().map(ArchitectureTest::room).toList());
    }

    private static String room(JavaClass type) {
        return type.getPackageName().replaceFirst("^io\\.yizhan\\.?", "");
    }
}
