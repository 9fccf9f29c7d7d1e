package io.alternatefutures.conformance;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of the architecture, checked on the compiled classes of every module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String ROOT = "io.alternatefutures.";

  /** Which modules each module may use. The worker's packages are below those of sandbox. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("routing", Set.of("model")),
          Map.entry("content", Set.of("model")),
          Map.entry("sandbox.protocol", Set.of()),
          Map.entry("sandbox.worker", Set.of("sandbox.protocol")),
          Map.entry("sandbox", Set.of("model", "sandbox.protocol")),
          Map.entry("edge", Set.of("model", "routing", "sandbox", "content")),
          Map.entry("control", Set.of("model", "routing", "content")),
          Map.entry("store", Set.of("model", "routing", "control")),
          Map.entry("cli", Set.of("model", "routing", "content", "sandbox.protocol")));

  private final JavaClasses all =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("tests.jar"))
          .importPackages("io.alternatefutures");

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return "";
    }
    String below = name.substring(ROOT.length());
    for (String nested : List.of("sandbox.protocol", "sandbox.worker")) {
      if (below.equals(nested) || below.startsWith(nested + ".")) {
        return nested;
      }
    }
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  private static DescribedPredicate<JavaClass> in(String module) {
    return DescribedPredicate.describe(
        "are in module " + module, type -> module(type).equals(module));
  }

  @Test
  void every_module_is_known_here() {
    Set<String> modules =
        all.stream().map(ArchitectureTest::module).collect(Collectors.toCollection(TreeSet::new));

    assertThat(modules).containsAll(ALLOWED.keySet()).contains("server");
    modules.removeAll(ALLOWED.keySet());
    modules.removeAll(Set.of("server", "testkit", "conformance"));
    assertThat(modules).isEmpty();
  }

  @Test
  void modules_use_only_those_they_may() {
    ALLOWED.forEach((module, allowed) ->
        noClasses()
            .that(in(module))
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "are in a module other than " + allowed,
                    used ->
                        !module(used).isEmpty()
                            && !module(used).equals(module)
                            && !allowed.contains(module(used))))
            .check(all));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "routing", "sandbox.protocol"})
  void pure_modules_use_nothing_but_the_jdk(String module) {
    classes()
        .that(in(module))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are the JDK's, JSpecify's, RE2/J's or the project's",
                used ->
                    used.getPackageName().startsWith("java.")
                        || used.getPackageName().startsWith("javax.crypto")
                        || used.getPackageName().isEmpty()
                        || used.getPackageName().startsWith("org.jspecify.")
                        || used.getPackageName().startsWith("com.google.re2j")
                        || used.getPackageName().startsWith(ROOT)))
        .check(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "routing"})
  void pure_modules_do_no_input_or_output(String module) {
    noClasses()
        .that(in(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net.http..", "java.nio.channels..")
        .check(all);
  }

  @Test
  void the_worker_knows_neither_network_nor_database_libraries() {
    noClasses()
        .that(in("sandbox.worker"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "io.vertx..", "java.sql..", "org.slf4j..")
        .check(all);
  }

  @Test
  void only_programs_talk_to_standard_streams() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "are in no program",
                type -> !Set.of("cli", "server", "sandbox.worker").contains(module(type))))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(all);
  }

  @Test
  void logging_goes_through_slf4j() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(all);
  }

  @Test
  void classes_are_final_or_made_for_extension() {
    classes()
        .that(
            DescribedPredicate.describe(
                "are ordinary classes",
                type ->
                    !type.isInterface()
                        && !type.isEnum()
                        && !type.isAnonymousClass()
                        && !type.isLocalClass()
                        && !type.getSimpleName().equals("package-info")
                        && type.getSubclasses().isEmpty()))
        .should()
        .haveModifier(FINAL)
        .check(all);
    classes()
        .that(
            DescribedPredicate.describe(
                "have subclasses", type -> !type.isInterface() && !type.getSubclasses().isEmpty()))
        .should(
            com.tngtech.archunit.lang.ArchCondition.from(
                DescribedPredicate.describe(
                    "are abstract, sealed, enums or errors",
                    type ->
                        type.getModifiers().contains(ABSTRACT)
                            || type.isEnum()
                            || type.isAssignableTo(Throwable.class)
                            || type.reflect().isSealed())))
        .check(all);
  }

  @Test
  void names_say_what_a_class_is() {
    noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Manager|Helper|Helpers)").check(all);
  }

  @Test
  void nothing_static_changes() {
    noFields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(
            DescribedPredicate.describe(
                "are not synthetic", type -> !type.getModifiers().contains(JavaModifier.SYNTHETIC)))
        .should()
        .notBeFinal()
        .check(all);
  }

  @Test
  void every_package_is_null_marked() throws ReflectiveOperationException {
    Set<String> packages =
        all.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    Set<String> unmarked = new TreeSet<>();
    for (String name : packages) {
      if (!all.contain(name + ".package-info")
          || !Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class)) {
        unmarked.add(name);
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routing",
        "content",
        "sandbox",
        "edge",
        "control",
        "store",
        "server",
        "cli",
        "sandbox.worker"
      })
  void packages_of_a_module_have_no_cycles(String module) {
    slices()
        .matching(ROOT + module + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(all);
  }
}
