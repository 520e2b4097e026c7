using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>Declares, changes or removes a coalition. The city analysis includes it at once.</summary>
public sealed class CoalitionModel(PiaDbContext db, SaveCoalition save, Remove<Coalition> remove) : RecordPage<Coalition, CoalitionDetails>(db)
{
    private readonly PiaDbContext _db = db;

    public override string BackUrl => Addresses.Coalitions;

    /// <summary>All organisations of the city.</summary>
    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    /// <summary>Members first, so that they are visible in a long list.</summary>
    public IReadOnlyList<Option> ChosenFirst => [.. Organisations.OrderByDescending(o => Guid.TryParse(o.Value, out var id) && Input.Members.Contains(id))];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Organisations = (await _db.Organisations.AsNoTracking().OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name }).ToListAsync(HttpContext.RequestAborted))
            .ConvertAll(o => new Option(o.Id.ToString(), o.Name));
        await next();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        // The form that removes has no fields. After a conflict the page shows the stored row.
        ModelState.Clear();
        if (Id is not { } id || await Stored(cancellationToken) is not { } stored)
            return NotFound();
        var seen = Version ?? 0;
        Read(stored);
        return Explain(await remove.Handle(id, seen, HttpContext.Actor(), cancellationToken), id, "Removed");
    }

    protected override string NameOf(CoalitionDetails details) => details.Name;

    protected override Task<Outcome> Save(Guid id, Actor actor, CancellationToken cancellationToken) => save.Handle(id, Input, Version, actor, cancellationToken);

    protected override string Show(PropertyInfo property, CoalitionDetails details) => property.Name == nameof(CoalitionDetails.Members)
        ? string.Join("\n", details.Members.Select(m => Organisations.FirstOrDefault(o => o.Value == m.ToString())?.Text ?? "").Order(StringComparer.CurrentCulture))
        : base.Show(property, details);
}
