using System.Reflection;
using Mono.Cecil;
using Xunit;

namespace SmartCityPia.WebTests.Architecture;

/// <summary>Errors of the database are caught, told apart and put into sentences in Data/Saving; nobody else knows their types.</summary>
public sealed class DatabaseErrorTests
{
    private static readonly string[] Errors = ["Microsoft.EntityFrameworkCore.DbUpdateException", "Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException", "Npgsql.PostgresException"];

    /// <summary>Tells a database that is away, which comes back, from a fault of ours.</summary>
    private const string Away = "SmartCityPia.Web.Infrastructure.Faults.DatabaseAway";

    [Fact]
    public void DatabaseErrors_AreKnownOnlyWhereRowsAreSaved()
    {
        var users = new[] { "SmartCityPia.Domain", "SmartCityPia.Data", "SmartCityPia.Reports", "SmartCityPia.Web" }.SelectMany(Users).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("SmartCityPia.Data.Saving.Refusals", users);
        Assert.All(users, u => Assert.True(u.StartsWith("SmartCityPia.Data.Saving.", StringComparison.Ordinal) || u == Away, u));
    }

    private static IEnumerable<string> Users(string project)
    {
        using var module = ModuleDefinition.ReadModule(Assembly.Load(project).Location);
        foreach (var type in module.GetTypes())
        {
            foreach (var method in type.Methods.Where(m => m.HasBody))
            {
                // A filter asks for the type in the code before it.
                if (method.Body.ExceptionHandlers.Select(h => h.CatchType).Concat(method.Body.Instructions.Select(Named)).Any(t => t is not null && Errors.Contains(t.FullName)))
                    yield return Outermost(type).FullName;
            }
        }
    }

    private static TypeReference? Named(Mono.Cecil.Cil.Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => type,
        MethodReference method => method.DeclaringType,
        FieldReference field => field.DeclaringType,
        _ => null,
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
