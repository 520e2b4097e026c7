using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register.Publishing;

/// <summary>Publishes what the page shows.</summary>
public sealed class PublishModel(PiaDbContext db, SignOff signOff, PublishEntry publish) : PublishingPage(db, signOff)
{
    protected override string DoneKey => "EntryPublished";

    protected override Task<Outcome> Act(Actor actor, CancellationToken cancellationToken) => publish.Handle(Assessment, Seen, actor, cancellationToken);
}
