using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>One option of a list.</summary>
/// <param name="Hint">The effect of the choice in plain words.</param>
/// <param name="Group">The heading of its group.</param>
public sealed record Option(string Value, string Text, string? Hint = null, string? Group = null);

public static class PeopleOptions
{
    /// <summary>Accounts as options, sorted by name.</summary>
    public static Task<List<Option>> AsOptions(this IQueryable<Account> people, CancellationToken cancellationToken) =>
        people.AsNoTracking().OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new Option(u.Id.ToString(), u.DisplayName, null, null)).ToListAsync(cancellationToken);
}
