using Mono.Cecil;
using Mono.Cecil.Cil;

namespace SmartCityPia.WebTests.Architecture;

/// <summary>
/// Which folder of a project uses which, read from its compiled assembly: a namespace is a folder. Signatures, base types,
/// attributes and method bodies count; what the compiler makes (closures, state machines) counts for the type it was made in.
/// </summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<(string From, string To), string> arrows = [];

    private FolderGraph(string project) => Project = project;

    public string Project { get; }

    /// <summary>The folders' namespaces.</summary>
    public SortedSet<string> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Each arrow between two folders of the project, with one pair of types that makes it.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Arrows => arrows;

    public static FolderGraph Of(System.Reflection.Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        var graph = new FolderGraph(module.Assembly.Name.Name);
        foreach (var type in module.GetTypes())
            graph.Read(type);
        return graph;
    }

    /// <summary>The folders that reach each other in a circle; empty where all arrows point one way.</summary>
    public IReadOnlyList<string> Circle()
    {
        var left = Folders.ToDictionary(f => f, f => arrows.Keys.Where(a => a.From == f).Select(a => a.To).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        // Folders that use nobody who is left, then folders that nobody who is left uses, cannot be on a circle.
        for (var before = -1; before != left.Count;)
        {
            before = left.Count;
            foreach (var free in left.Where(f => !f.Value.Overlaps(left.Keys) || !left.Values.Any(to => to.Contains(f.Key))).Select(f => f.Key).ToList())
                left.Remove(free);
        }
        return [.. left.Keys.Order(StringComparer.Ordinal)];
    }

    private void Read(TypeDefinition type)
    {
        var from = NamespaceOf(type);
        if (!IsFolder(from))
            return;
        Folders.Add(from);
        Use(type, type.BaseType);
        foreach (var i in type.Interfaces)
            Use(type, i.InterfaceType);
        Attributes(type, type);
        foreach (var field in type.Fields)
        {
            Use(type, field.FieldType);
            Attributes(type, field);
        }
        foreach (var property in type.Properties)
            Attributes(type, property);
        foreach (var method in type.Methods)
            Read(type, method);
    }

    private void Read(TypeDefinition type, MethodDefinition method)
    {
        Signature(type, method);
        Attributes(type, method);
        foreach (var parameter in method.Parameters)
            Attributes(type, parameter);
        if (!method.HasBody)
            return;
        foreach (var variable in method.Body.Variables)
            Use(type, variable.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers)
            Use(type, handler.CatchType);
        foreach (var instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference used:
                    Use(type, used);
                    break;
                case MethodReference called:
                    Use(type, called.DeclaringType);
                    Signature(type, called);
                    break;
                case FieldReference field:
                    Use(type, field.DeclaringType);
                    Use(type, field.FieldType);
                    break;
                case CallSite site:
                    Use(type, site.ReturnType);
                    break;
            }
        }
    }

    private void Signature(TypeDefinition type, MethodReference method)
    {
        Use(type, method.ReturnType);
        foreach (var parameter in method.Parameters)
            Use(type, parameter.ParameterType);
        if (method is GenericInstanceMethod generic)
        {
            foreach (var argument in generic.GenericArguments)
                Use(type, argument);
        }
        foreach (var parameter in method.GenericParameters)
        {
            foreach (var constraint in parameter.Constraints)
                Use(type, constraint.ConstraintType);
        }
    }

    private void Attributes(TypeDefinition type, ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Use(type, attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments.Where(a => a.Value is TypeReference))
                Use(type, (TypeReference)argument.Value);
        }
    }

    private void Use(TypeDefinition by, TypeReference? used)
    {
        switch (used)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments)
                    Use(by, argument);
                Use(by, generic.ElementType);
                return;
            case TypeSpecification specification:
                Use(by, specification.ElementType);
                return;
        }
        // A reference into another assembly is no arrow between folders of this one.
        if (used.Scope is not ModuleDefinition)
            return;
        var (from, to) = (NamespaceOf(by), NamespaceOf(used));
        if (from != to && IsFolder(to))
            arrows.TryAdd((from, to), $"{Outermost(by).Name} uses {Outermost(used).Name}");
    }

    private bool IsFolder(string name) => name == Project || name.StartsWith(Project + ".", StringComparison.Ordinal);

    private static string NamespaceOf(TypeReference type) => Outermost(type).Namespace;

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
