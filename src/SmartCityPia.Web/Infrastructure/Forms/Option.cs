using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>One option of a list.</summary>
/// <param name="Hint">The effect of the choice in plain words.</param>
/// <param name="Group">The heading of its group.</param>
public sealed record Option(string Value, string Text, string? Hint = null, string? Group = null)
{
    /// <summary>The time zones that can be chosen, by their IANA names.</summary>
    public static IReadOnlyList<Option> TimeZones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id == "UTC").Order(StringComparer.Ordinal).Select(id => new Option(id, id.Replace('_', ' ')))];
}

public static class PeopleOptions
{
    /// <summary>People to choose from, by name. Wherever a person is chosen, the list comes from here.</summary>
    public static async Task<List<Option>> AsOptions(this IQueryable<Account> people, PiaDbContext db, CancellationToken cancellationToken)
    {
        var rows = await people.AsNoTracking().OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new { u.Id, u.DisplayName, u.Email, Organisation = db.Organisations.Where(o => o.Id == u.OrganisationId).Select(o => o.Name).FirstOrDefault() }).ToListAsync(cancellationToken);
        return rows.ConvertAll(u => new Option(u.Id.ToString(), LabelOf(u.DisplayName, u.Organisation, u.Email)));
    }

    /// <summary>Tells two people of one name apart: the name, where they work, and the address, which is theirs alone.</summary>
    public static string LabelOf(string name, string? organisation, string? email) =>
        string.Join(" · ", new[] { name, organisation, email }.Where(part => !string.IsNullOrEmpty(part)));
}
