using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Dossiers.Submit;
using SmartCityPia.Web.Features.Submissions;

namespace SmartCityPia.Web.Demo;

/// <summary>What the demo city asked its vendor: one request open, one being written, one returned, one accepted.</summary>
internal sealed class DemoDescriptions(PiaDbContext db, AskVendor ask, BeginDescription begin, SubmitDescription submit, ReturnDescription giveBack, AcceptDescription accept)
{
    /// <param name="target">An assessment that is a draft and whose description is complete.</param>
    public async Task Handle(Guid target, Account officer, Account vendor, DateTimeOffset now)
    {
        var assessment = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == target);
        await Ask("Guest Wi-Fi in the library", "We want to know what the new access points record before they are put up.", "How long does the controller keep connection logs?\nWho outside your company can read them?", null, officer, now.AddDays(-2));
        var draft = await Ask("Wi-Fi in trams", "Please describe the service as you would run it.", "Which data leave the vehicle?", null, officer, now.AddDays(-6));
        await Begin(draft, vendor, now.AddDays(-5), description => description.Summary = "Passengers use the network of the tram; the router keeps who was connected.");
        var returned = await Ask("Network of the city cameras, after the change", "Correct what the new firmware changed.", "Which firmware is installed?", assessment, officer, now.AddDays(-9));
        await HandIn(returned, vendor, now.AddDays(-7), "The links carry pictures encrypted; the new routers keep no copies.");
        await Version(returned, (request, seen) => giveBack.Handle(request.OwnerId, seen, false, "Say how long the routers keep their logs.", By(officer, now.AddDays(-5)), CancellationToken.None));
        var accepted = await Ask("Network of the city cameras", "Please check what we wrote about your service.", "Is the list of datasets complete?", assessment, officer, now.AddDays(-20));
        await HandIn(accepted, vendor, now.AddDays(-15), null);
        var shown = await db.Assessments.Where(a => a.Id == target).Select(a => a.Version).SingleAsync();
        await Version(accepted, async (request, seen) => await accept.Handle(request, seen, shown, new(null, new HashSet<string>()), By(officer, now.AddDays(-10)), CancellationToken.None) is Outcome.Done);
        db.ChangeTracker.Clear();
    }

    private async Task<Guid> Ask(string name, string message, string questions, Assessment? target, Account officer, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var vendor = await db.Organisations.Where(o => o.Name == "Wi-Fi operator").Select(o => o.Id).SingleAsync();
        await ask.Handle(id, new() { Name = name, VendorId = vendor, Message = message, Questions = questions, DueOn = DateOnly.FromDateTime(at.DateTime).AddDays(30), ShareCurrent = target is not null }, target, target?.AgencyId ?? officer.OrganisationId, By(officer, at), CancellationToken.None);
        return id;
    }

    private async Task Begin(Guid id, Account vendor, DateTimeOffset at, Action<ServiceDescription> write)
    {
        Done(await begin.Handle(id, null, By(vendor, at), CancellationToken.None));
        db.ChangeTracker.Clear();
        write(await db.ServiceDescriptions.SingleAsync(d => db.Assessments.Any(a => a.Id == id && a.DescriptionId == d.Id)));
        await db.SaveAsync(By(vendor, at), CancellationToken.None);
    }

    private async Task HandIn(Guid id, Account vendor, DateTimeOffset at, string? added)
    {
        await Begin(id, vendor, at, description => description.Summary = $"{description.Summary} {added}".TrimEnd());
        foreach (var remark in await db.DescriptionRemarks.Where(r => r.OwnerId == id).ToListAsync())
            remark.Answer = "Yes; it is written in the description.";
        await db.SaveAsync(By(vendor, at), CancellationToken.None);
        var seen = await db.Assessments.Where(a => a.Id == id).Select(a => a.Version).SingleAsync();
        Done(await submit.Handle(id, seen, "I describe this service for the Wi-Fi operator.", By(vendor, at), CancellationToken.None) is Outcome.Done);
    }

    private async Task Version(Guid id, Func<DescriptionRequest, uint, Task<bool>> act)
    {
        db.ChangeTracker.Clear();
        var request = await db.DescriptionRequests.AsNoTracking().SingleAsync(r => r.OwnerId == id);
        Done(await act(request, request.Version));
    }

    private static void Done(bool done)
    {
        if (!done)
            throw new InvalidOperationException("A step of the demo's descriptions was refused.");
    }

    private static Actor By(Account account, DateTimeOffset at) => new(account.Id, account.DisplayName, at, "demo");
}
