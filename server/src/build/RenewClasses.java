import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Rewrites the classes of a jar that are older than Java 6 in today's class file version, with the
/// stack maps that it asks for. The JVM verifies such classes faster, and takes them into an AOT
/// cache, which it refuses to do with old ones; picocli's are of that kind.
///
/// Run by the build: `java RenewClasses.java JAR`.
final class RenewClasses {
    private static final int JAVA_6 = 50;
    private static final int JAVA_21 = 65;

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path renewed = Path.of(args[0] + ".renewed");
        try (ZipFile in = new ZipFile(jar.toFile());
                URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(renewed))) {
            ClassFile classes =
                    ClassFile.of(
                            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(loader)));
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? renew(classes, bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renew(ClassFile classes, byte[] bytes) {
        ClassModel model = classes.parse(bytes);
        if (model.majorVersion() >= JAVA_6) {
            return bytes;
        }
        ClassTransform version =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(JAVA_21, 0);
                    } else {
                        builder.with(element);
                    }
                };
        // Copies each method's code by instruction, so that its stack map is made anew.
        ClassTransform code =
                ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        return classes.transformClass(model, version.andThen(code));
    }
}
