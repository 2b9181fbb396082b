package dev.trine.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.LineNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One class of the product as javac left it.
///
/// @param name binary name, such as `dev.trine.config.Setting$1`
/// @param uses names of all other classes it mentions
/// @param calls methods and fields it uses, as `java.lang.System.nanoTime`
/// @param methodLines source lines that each method spans, by name
record CompiledClass(
        String name, Set<String> uses, Set<String> calls, Map<String, Integer> methodLines) {
    private static final Pattern CLASS_IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+);");

    /// All classes of this module's main sources.
    static List<CompiledClass> all() {
        Path root = Path.of("target", "classes", "dev", "trine");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(CompiledClass::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String packageName() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /// The class that its source file is named after, if the file follows the rule of one top-level
    /// class a file.
    String topLevel() {
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    private static CompiledClass read(Path file) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> uses = new TreeSet<>();
        Set<String> calls = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> addType(type.asInternalName(), uses);
                case NameAndTypeEntry member -> addDescriptor(member.type().stringValue(), uses);
                case MethodTypeEntry type -> addDescriptor(type.descriptor().stringValue(), uses);
                case MemberRefEntry member ->
                        calls.add(
                                member.owner().asInternalName().replace('/', '.')
                                        + "."
                                        + member.name().stringValue());
                default -> {
                    // Constants name no class.
                }
            }
        }
        for (FieldModel field : model.fields()) {
            addDescriptor(field.fieldType().stringValue(), uses);
        }
        Map<String, Integer> methodLines = new HashMap<>();
        for (MethodModel method : model.methods()) {
            addDescriptor(method.methodType().stringValue(), uses);
            method.code()
                    .ifPresent(code ->
                            methodLines.put(method.methodName().stringValue(), lines(code)));
        }
        String name = model.thisClass().asInternalName().replace('/', '.');
        uses.remove(name);
        return new CompiledClass(name, uses, calls, methodLines);
    }

    private static int lines(CodeModel code) {
        List<Integer> lines = new ArrayList<>();
        code.forEach(element -> {
            if (element instanceof LineNumber line) {
                lines.add(line.line());
            }
        });
        IntSummaryStatistics range = lines.stream().mapToInt(Integer::intValue).summaryStatistics();
        return lines.isEmpty() ? 0 : range.getMax() - range.getMin() + 1;
    }

    private static void addType(String internalName, Set<String> uses) {
        if (internalName.startsWith("[")) {
            addDescriptor(internalName, uses);
        } else {
            uses.add(internalName.replace('/', '.'));
        }
    }

    private static void addDescriptor(String descriptor, Set<String> uses) {
        Matcher matcher = CLASS_IN_DESCRIPTOR.matcher(descriptor);
        while (matcher.find()) {
            uses.add(matcher.group(1).replace('/', '.'));
        }
    }
}
