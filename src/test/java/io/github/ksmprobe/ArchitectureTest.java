package io.github.ksmprobe;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.ksmprobe.diagnosis.Questions;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Dialling;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the doors between them. */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  static final String ROOT = "io.github.ksmprobe";

  private static final List<Room> ROOMS = Room.all();

  private static final String[] PURE =
      ROOMS.stream().filter(Room::isPure).map(Room::packages).toArray(String[]::new);

  private static final String[] PLAIN_JAVA = {
    "java.lang..",
    "java.util",
    "java.util.function..",
    "java.util.regex..",
    "java.util.stream..",
    "java.time..",
    "java.math..",
    "java.net..",
    "java.nio.charset..",
    "java.text..",
    "java.io", // Serializable, of exceptions and enums; that nothing is read has a rule of its own
    "org.jspecify..",
  };

  @ArchTest
  static final ArchRule no_cycles_between_rooms =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule pure_rooms_are_plain_java =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(and(PURE, PLAIN_JAVA));

  @ArchTest
  static final ArchRule pure_rooms_touch_neither_files_nor_sockets =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.(?!Serial|Serializable|ObjectStreamField).*"
                  + "|java\\.net\\.(?!URI|URISyntaxException).*");

  @ArchTest
  static final ArchRule pure_rooms_have_no_clock_no_environment_and_no_threads =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .accessTargetWhere(target(owner(type(System.class))))
          .orShould()
          .accessTargetWhere(target(owner(type(Thread.class))))
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Instant.class, "now", Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule every_package_is_a_room_and_knows_what_its_row_says =
      classes().should(know(Room::knows, "room", ArchitectureTest::room));

  @ArchTest
  static final ArchRule libraries_stay_in_the_rooms_whose_rows_name_them =
      classes().should(know(Room::libraries, "library", Room::library));

  @Test
  void the_table_names_the_packages_that_there_are() {
    Set<String> packages =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT).stream()
                .map(type -> room(type).orElse(""))
                .filter(room -> !room.isEmpty())
                .collect(toCollection(TreeSet::new));
    assertEquals(packages, ROOMS.stream().map(Room::name).collect(toCollection(TreeSet::new)));
  }

  @ArchTest
  static final ArchRule a_name_is_given_once =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("package-info")
          .should(
              new ArchCondition<JavaClass>("have a name of their own") {
                private final Map<String, String> seen = new HashMap<>();

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  String other = seen.putIfAbsent(type.getSimpleName(), type.getName());
                  events.add(
                      new SimpleConditionEvent(
                          type, other == null, type.getName() + " is called like " + other));
                }
              });

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common)(\\$.*)?");

  @ArchTest
  static final ArchRule every_package_is_null_marked =
      classes()
          .should(
              new ArchCondition<JavaClass>("reside in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(
                          type, marked, "package " + type.getPackageName() + " lacks @NullMarked"));
                }
              });

  @ArchTest
  static final ArchRule a_probes_request_is_built_where_its_pod_becomes_known_and_nowhere_else =
      noClasses()
          .that()
          .areNotAssignableTo(ProbedPod.class)
          .should()
          .callMethod(RequestBuilder.class, "build", Dialling.class, Container.class, String.class);

  @ArchTest
  static final ArchRule reports_are_made_by_the_judge_alone =
      noClasses()
          .that()
          .areNotAssignableTo(Judge.class)
          .and()
          .areNotAssignableTo(PodReport.class)
          .should()
          .callConstructorWhere(target(owner(type(PodReport.class))));

  @ArchTest
  static final ArchRule who_asks_does_not_answer =
      noClasses()
          .that()
          .areAssignableTo(Questions.class)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Answer.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Answered.class);

  @ArchTest
  static final ArchRule standard_streams_on_the_command_line_only =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest static final ArchRule no_java_util_logging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule no_generic_exceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  private static ArchCondition<JavaClass> know(
      Function<Room, Set<String>> allowed,
      String kind,
      Function<JavaClass, Optional<String>> kindOf) {
    return new ArchCondition<>(
        "know no other " + kind + " than their row in CONTRIBUTING.md says") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Optional<Room> room = room(type).flatMap(ArchitectureTest::row);
        if (room.isEmpty()) {
          return;
        }
        for (Dependency use : type.getDirectDependenciesFromSelf()) {
          Optional<String> used = kindOf.apply(use.getTargetClass().getBaseComponentType());
          boolean fine =
              used.isEmpty()
                  || used.get().equals(room.get().name())
                  || allowed.apply(room.get()).contains(used.get());
          events.add(new SimpleConditionEvent(type, fine, use.getDescription()));
        }
      }
    };
  }

  /** The first part of the package below the root; empty for the root and what is not ours. */
  private static Optional<String> room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT + ".")
        ? Optional.of(name.substring(ROOT.length() + 1).split("\\.", 2)[0])
        : Optional.empty();
  }

  private static Optional<Room> row(String name) {
    return ROOMS.stream().filter(room -> room.name().equals(name)).findFirst();
  }

  private static String[] and(String[] some, String[] more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
