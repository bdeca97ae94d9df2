import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites in jars what an AOT cache of JDK 25 cannot hold, so that no start pays for it again:
 *
 * <ul>
 *   <li>class files before version 50, which picocli's are: raised to 50's successor with stack maps;
 *   <li>pattern switches over types: each call site makes a class of its own at every start. A chain of
 *       {@code instanceof} in a method of the same class says the same.
 * </ul>
 *
 * <pre>
 *   java CacheableClasses.java LIB JAR...      LIB has what the classes of the jars refer to
 * </pre>
 */
final class CacheableClasses {

  private static final int OLDEST_CACHEABLE = 50;

  public static void main(String[] args) throws IOException {
    List<URL> known = new ArrayList<>();
    try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
      for (Path jar : jars.toList()) {
        known.add(jar.toUri().toURL());
      }
    }
    for (int i = 1; i < args.length; i++) {
      known.add(Path.of(args[i]).toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(known.toArray(URL[]::new))) {
      ClassHierarchyResolver hierarchy =
          ClassHierarchyResolver.ofResourceParsing(loader)
              .orElse(ClassHierarchyResolver.defaultResolver())
              .cached();
      ClassFile files = ClassFile.of(ClassHierarchyResolverOption.of(hierarchy));
      for (int i = 1; i < args.length; i++) {
        rewrite(Path.of(args[i]), files);
      }
    }
  }

  private static void rewrite(Path jar, ClassFile files) throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    int changed = 0;
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(rewritten);
        ZipOutputStream to = new ZipOutputStream(file)) {
      for (ZipEntry entry : from.stream().toList()) {
        byte[] bytes;
        try (InputStream in = from.getInputStream(entry)) {
          bytes = in.readAllBytes();
        }
        byte[] wanted = isClass(entry) ? cacheable(bytes, files) : bytes;
        changed += wanted == bytes ? 0 : 1;
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(wanted);
        to.closeEntry();
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    if (changed == 0) {
      throw new IllegalStateException(jar + " has no class that must be rewritten: leave it out");
    }
    System.err.println(jar.getFileName() + ": " + changed + " classes rewritten");
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
  }

  /** The class as the cache can hold it; the very same bytes where it can already. */
  private static byte[] cacheable(byte[] bytes, ClassFile files) {
    ClassModel model = files.parse(bytes);
    List<Chain> chains = new ArrayList<>();
    CodeTransform code =
        (to, element) -> {
          if (element instanceof InvokeDynamicInstruction call && Chain.canReplace(call)) {
            Chain chain = new Chain("typeSwitch$" + chains.size(), call);
            chains.add(chain);
            to.invokestatic(
                model.thisClass().asSymbol(), chain.name, chain.type(), isInterface(model));
          } else {
            to.with(element);
          }
        };
    ClassTransform version =
        (to, element) ->
            to.with(
                element instanceof ClassFileVersion old && old.majorVersion() < OLDEST_CACHEABLE
                    ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                    : element);
    byte[] rewritten =
        files.transformClass(
            model,
            version
                .andThen(ClassTransform.transformingMethodBodies(code))
                .andThen(ClassTransform.endHandler(to -> chains.forEach(one -> one.add(to)))));
    return chains.isEmpty() && model.majorVersion() >= OLDEST_CACHEABLE ? bytes : rewritten;
  }

  private static boolean isInterface(ClassModel model) {
    return model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
  }

  /** A method that says which label fits first, as {@code SwitchBootstraps.typeSwitch} has it. */
  private record Chain(String name, InvokeDynamicInstruction call) {

    static boolean canReplace(InvokeDynamicInstruction call) {
      return call.bootstrapMethod().methodName().equals("typeSwitch")
          && call.bootstrapMethod().owner().displayName().equals("SwitchBootstraps")
          && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    MethodTypeDesc type() {
      return call.typeSymbol();
    }

    void add(ClassBuilder to) {
      List<ConstantDesc> labels = call.bootstrapArgs();
      to.withMethodBody(
          name,
          type(),
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> {
            code.aload(0).ifThen(java.lang.classfile.Opcode.IFNULL, none -> none.loadConstant(-1).ireturn());
            for (int i = 0; i < labels.size(); i++) {
              Label next = code.newLabel();
              code.iload(1).loadConstant(i).if_icmpgt(next);
              code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
              code.loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(labels.size()).ireturn();
          });
    }
  }

  private CacheableClasses() {}
}
