using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Commands;

internal sealed class EraseAuditCommand : DatabaseCommand<EraseAudit>
{
    private readonly Option<DateOnly> before = new("--before")
    {
        HelpName = "DATE",
        Required = true,
        Description = "The day, like 2020-01-31, at least a year ago.",
        CustomParser = given =>
        {
            if (!DateOnly.TryParseExact(given.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                given.AddError($"\"{given.Tokens[0].Value}\" is no day: write it like 2020-01-31.");
            return day;
        },
    };

    public EraseAuditCommand(string[] settings)
        : base("erase-audit", "Erases names, reasons and values from events before a day for good; the chain of the audit trail stays whole.", settings) => Add(before);

    protected override Task<int> Run(EraseAudit handler, ParseResult parsed, CancellationToken cancellationToken) =>
        handler.Handle(parsed.GetRequiredValue(before), cancellationToken);
}

/// <summary>Erases personal data in old audit events.</summary>
internal sealed class EraseAudit(IConfiguration configuration, TimeProvider clock)
{
    public async Task<int> Handle(DateOnly day, CancellationToken cancellationToken)
    {
        var before = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (before > clock.GetUtcNow().AddYears(-1).AddDays(-1))
            throw new CommandException("Only what is older than a year can be erased.");
        // The application's own role may not erase.
        await using var db = OwnedDatabase.Open(configuration);
        var system = Actor.System("erase-audit", clock.GetUtcNow());
        var erased = (await db.Database.SqlQuery<long>($"SELECT audit_erase({before}, {system.AccountId}, {system.Name}, {system.RequestId}) AS \"Value\"").ToListAsync(cancellationToken)).Single();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Erased the personal part of {erased} events before {day:yyyy-MM-dd}."));
        return 0;
    }
}
