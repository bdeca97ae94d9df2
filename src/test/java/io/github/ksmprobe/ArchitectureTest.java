package io.github.ksmprobe;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The rooms of the house and the doors between them. */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  static final String ROOT = "io.github.ksmprobe";

  private static final String[] CORE =
      rooms(
          "contract",
          "workload",
          "charts",
          "kubelet",
          "evidence",
          "prediction",
          "diagnosis",
          "config");

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
  static final ArchRule adapters_do_not_know_each_other =
      slices()
          .matching(
              ROOT
                  + ".(manifest|configfile|kubernetes|prober|exposition|web|simulator|cli|format|log)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule core_is_plain_java =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(and(CORE, PLAIN_JAVA));

  @ArchTest
  static final ArchRule core_touches_neither_files_nor_sockets =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.(?!Serial|Serializable|ObjectStreamField).*"
                  + "|java\\.net\\.(?!URI|URISyntaxException).*");

  @ArchTest
  static final ArchRule core_has_no_clock_no_environment_and_no_threads =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
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

  @ArchTest static final ArchRule contract_knows_no_room = knowsOnly("contract");

  @ArchTest static final ArchRule text_knows_no_room = knowsOnly("text");

  @ArchTest static final ArchRule config_knows_no_room = knowsOnly("config");

  @ArchTest static final ArchRule workload_knows_what_is_below = knowsOnly("workload", "contract");

  @ArchTest
  static final ArchRule charts_knows_what_is_below = knowsOnly("charts", "workload", "contract");

  @ArchTest
  static final ArchRule kubelet_knows_what_is_below = knowsOnly("kubelet", "workload", "contract");

  @ArchTest
  static final ArchRule evidence_knows_what_is_below =
      knowsOnly("evidence", "kubelet", "workload", "contract");

  @ArchTest
  static final ArchRule prediction_knows_what_is_below =
      knowsOnly("prediction", "evidence", "kubelet", "workload", "contract");

  @ArchTest
  static final ArchRule diagnosis_knows_what_is_below =
      knowsOnly("diagnosis", "evidence", "kubelet", "charts", "workload", "contract");

  @ArchTest
  static final ArchRule round_knows_the_core_only =
      knowsOnly(
          "round",
          "prediction",
          "diagnosis",
          "charts",
          "evidence",
          "kubelet",
          "workload",
          "contract",
          "config");

  @ArchTest static final ArchRule fabric8_in_its_room = livesIn("io.fabric8..", "kubernetes");

  @ArchTest static final ArchRule vertx_in_its_room = livesIn("io.vertx..", "prober");

  @ArchTest static final ArchRule netty_in_its_room = livesIn("io.netty..", "prober");

  @ArchTest static final ArchRule prometheus_in_its_room = livesIn("io.prometheus..", "exposition");

  @ArchTest static final ArchRule templates_in_their_room = livesIn("io.jstach..", "web");

  @ArchTest static final ArchRule logback_in_its_room = livesIn("ch.qos.logback..", "log");

  @ArchTest static final ArchRule picocli_in_its_room = livesIn("picocli..", "cli");

  @ArchTest
  static final ArchRule yaml_in_its_room = livesIn("org.snakeyaml..", "manifest", "configfile");

  @ArchTest
  static final ArchRule configfile_knows_settings = knowsOnly("configfile", "text", "config");

  @ArchTest
  static final ArchRule webconfig_knows_files_of_settings =
      knowsOnly("webconfig", "configfile", "round", "config");

  @ArchTest
  static final ArchRule webconfig_is_known_to_the_root_only =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".webconfig..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".webconfig..");

  @ArchTest static final ArchRule bcrypt_in_its_room = livesIn("at.favre.lib..", "webconfig");

  @ArchTest static final ArchRule asn1_in_its_room = livesIn("com.hierynomus..", "webconfig");

  @ArchTest
  static final ArchRule json_in_its_room =
      noClasses()
          .that()
          .resideOutsideOfPackages(rooms("format", "log"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

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
  static final ArchRule standard_streams_on_the_command_line_only =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest static final ArchRule no_java_util_logging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule no_generic_exceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  private static ArchRule knowsOnly(String room, String... others) {
    List<String> known = new ArrayList<>(List.of(rooms(others)));
    known.add(ROOT + "." + room + "..");
    return classes()
        .that()
        .resideInAPackage(ROOT + "." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are of " + room + ", of a room below, or no code of ours",
                type ->
                    !type.getPackageName().startsWith(ROOT)
                        || resideInAnyPackage(known.toArray(String[]::new)).test(type)));
  }

  /** Passes where nothing uses the library yet: the room guards a library, not the reverse. */
  private static ArchRule livesIn(String library, String... where) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms(where))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static String[] rooms(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = ROOT + "." + names[i] + "..";
    }
    return packages;
  }

  private static String[] and(String[] some, String[] more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
