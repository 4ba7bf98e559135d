"""Organisations: their accounts on code hosts, and the words that make a name theirs and no person's."""

import re

ORGANISATION_ACCOUNTS: frozenset[str] = frozenset(
    """
    18f about aboutcode-org actions adobe ag-grid aio-libs airbnb akka alacritty algolia alibaba alpinelinux
    amazon ampproject anchore angular ansible ant-design antlr aosp-mirror apache api apollographql appium apple
    apps aquasecurity archlinux arduino argoproj asdf-vm assets astral-sh asyncapi atlassian atom attachments
    auth0 automattic avajs avatar aws aws-actions aws-amplify awslabs axios azure babel backstage baidu
    ballerina-platform basecamp bazel-contrib bazelbuild beego bevyengine bitcoin bitnami bitwarden blazegraph
    blockstack blog bokeh boost-ext boostorg boto bower brave breejs browserify browserslist bufbuild buildpacks
    bumptech bundler bytecodealliance bytedance c-ares caddyserver cakephp capistrano celery centos cesiumgs
    chaijs chakra-ui chalk chartjs checkstyle chef chocolatey chromium chronotope cilium circleci cisco cli
    clickhouse clojure cloudevents cloudflare cncf cockroachdb cocoapods codeception codecov codeigniter
    codespaces coin-or collections commitizen composer conda conda-forge connectrpc contact containerd
    containernetworking containers coreos coreutils couchbase cpan cppcheck cri-o crossbeam-rs crossplane
    crystal-lang crytic customer-stories cypress-io cyrusimap cython d3 dart-lang dask databricks datadog
    dbeaver debezium debian debops deepmind delta-io dependabot deployphp devexpress dgraph-io digitalocean
    discord discordjs discourse distribution djangopackages docker docs doctrine dompdf dotnet downloads dropbox
    dropwizard drupal duckdb duktape eclipse eclipse-ee4j eclipse-vertx editorconfig education elastic
    elasticsearch electron elixir-lang elm ember emberjs emscripten-core encode endojs enterprise envoy
    envoyproxy epicgames erlang erlef esbuild eslint etcd-io ethereum ethers-io etsy eventmachine events evmos
    exercism explore expo expressjs facebook facebookarchive facebookresearch fasterxml fastify features fedora
    filecoin-project firebase flow-typed fluent flutter fluxcd flynn fog fontawesome font-awesome fortawesome fossas
    foundry-rs freebsd freedesktop freeipa fsfe fsharp gajim gatsbyjs gcc-mirror getgrav getmoto getredash
    getsentry gettext getzola ghostscript gin-gonic gist gists git gitbucket gitea github gitlab gitlab-org
    gnome gnu go-chi go-gitea go-gorm go-kit go-redis go-sql-driver go-yaml godotengine gogits gogo gogs
    goharbor gohugo gohugoio golang google google-research googleapis googlechrome googlecloudplatform
    googlefonts googlesamples gorilla gosu-lang gpg gradle grafana grails graphite-project graphql graphql-
    python gravitational greenkeeperio grpc gruntjs guard gulpjs guzzle h2o hammerjs handlebars-lang hapijs
    harfbuzz hashicorp haskell hasura haxefoundation hdfgroup heartcombo helm help heroku hibernate home-
    assistant homebrew honeycombio honojs httpie huggingface humhub hybridgroup hyperium hyperledger i18next ibm
    icinga igraph imagemagick images immutable-js inertiajs influxdata inkscape instagram intel intellij iojs
    ionic-team iovisor ipfs ipython issues istanbuljs istio jaegertracing jekyll jenkins jenkinsci jerryscript
    jestjs jetbrains join joomla jquery jruby js json-iterator jsonnet-bundles jsx-eslint jupyter jupyterhub
    jupyterlab karma-runner kde keepassxreboot keras-team keycloak khan khronosgroup kiwicom knative knplabs
    koajs kotlin kubeflow kubernetes kubernetes-sigs kubevirt labstack laravel leaflet less letsencrypt leveldb
    lib libevent libgit2 librdkafka libressl libsdl-org libsodium lightbend lightningnetwork linkedin linkerd
    linux linux-test-project linuxserver livereload llvm locutusjs lodash login loopbackio lostisland lttng lua
    luaforge luarocks magento magicstack mailhog mapbox mapserver mariadb marionettejs markdown-it marketplace
    marshmallow-code masterminds material-components matplotlib matrix-org mattermost mdbtools mdn mesonbuild
    mesosphere meta metabase metacpan metasploit meteor micrometer-metrics micronaut-projects microsoft midgard
    milvus-io minio mirage mit-krb5 ml-explore mobxjs moby mochajs mockito modelcontextprotocol modern-go
    modxcms mojolicious moment mongodb mongoid mono mootools mopidy mozilla mozilla-mobile mozilla-services
    msys2 mui-org mulesoft mybatis mysql ncbi neovim nestjs net-snmp net-ssh netflix netlify nette netty new
    nextcloud nextstrain ngneat ngrx nicotine-plus nim-lang nitrojs nixos nltk node nodeca nodejs nodesource
    nodevault nomic-ai nonprofit notifications npm nrpe nsqio nuget numpy nuxt nvidia nvim nvm-sh nylas oauth-xx
    obsproject ocaml oci octokit odoo okta onnx open-mpi open-policy-agent open-telemetry openai openbsd
    opencollective opencontainers opencv opengeospatial openid openjdk openjs openlayers openldap openresty
    openshift openstack openstreetmap opentracing openwrt openzeppelin openzipkin oracle organizations orgs
    osmocom ossf owasp packethost pact-foundation pagekit palantir pallets pandas pandas-dev parcel-bundler
    parse-community pear pecl percona perl perl5 phacility phan phar-io php php-fig phpdocumentor phpmailer
    phpmyadmin phpredis phpspec phpstan phpunit pillow pimcore pingcap pinojs pipxproject pivotal pixijs pmd
    pnpm podman polymer popperjs postcss postgis postgres powerdns powershell preactjs predis prettier pricing
    processing proftpd projectatomic projectlombok prometheus promises-aplus protobufjs protocolbuffers psalm
    psf psycopg pulls pulp pulumi puma puppet puppeteer puppetlabs py4j pyca pycqa pydantic pydata pyenv
    pyinstaller pylons pypa pyparsing pypi pyside pytables pytest pytest-dev python python-attrs python-pillow
    python-poetry pytorch qemu qos-ch qt quarkusio quasarframework quilljs quinn-rs rack ractivejs radareorg
    ramda raspberrypi ratpack raw rbenv react reactivex reactjs reactor reactphp readme realm recharts redhat
    redis reduxjs renovate renovatebot repos requirejs resque restify restsharp rexml rhinstaller rocketchat
    rollbar rollup rspec rtfd rubocop ruby ruby-grape rubyforge rubygems ruffle-rs rust-cli rust-lang rust-
    random rust-unofficial rustcrypto rustls rustsec rvm salesforce saltstack samsung samtools sanic-org sass
    sass-lang savonrb scala scikit-learn scipy scoopinstaller scopt search security seleniumhq selinuxproject
    sensu sequelize serde-rs serverless servo settings shellcheck shopify shopware sidekiq signalapp signup
    silverstripe sinatra site slackapi slackhq slim slimphp smarty-php snyk socketio solana-labs solidjs
    sonarsource sonatype spacetelescope spdx sphinx-doc spinnaker sponsors spotify spree spring-projects
    sqlcipher sqlmapproject square squareup squid-cache stackexchange standard stars static statsd status
    stdlib-js stellar storybookjs storybooks strapi stretchr stripe strongloop strophe styled-components
    stylelint sublimehq suitecrm sumologic sunspot supabase support sveltejs svg swagger-api swift swiftlang
    swiftmailer swig sympy systemd tailwindlabs tarantool tauri-apps tc39 telegraf telerik temporalio tensorflow
    terraform-providers testcontainers thephpleague thoughtbot thoughtworks tidyverse tinymce tldr-pages tmux
    tmuxinator tokio-rs toml-lang tootsuite topics tox-dev trailofbits travis-ci tree-sitter trending trinodb
    tryghost twbs twig twigphp twilio twitter typelevel typeorm typescript typescript-eslint typo3 uber ubports
    ubuntu ucb-bar ueberauth umdjs unicode-org unifiedjs unjs user user-attachments users uwsgi vaadin valgrind
    vapor vcpkg vectordotdev veracode vercel vert-x3 video-dev videojs videolan vim vitejs vividcortex vmware
    voidlinux volatilityfoundation volta-cli voxpupuli vuejs w3c wagtail weaveworks webassembly webcomponents
    webpack weld wesnoth whatwg wikimedia wikipedia winscp winstonjs wireshark woocommerce wordpress wso2 x64dbg
    xamarin xapian xdebug xenserver xiph xmpp yahoo yandex yarn yarnpkg yeoman yesodweb yhat yiisoft yugabyte
    yui z3prover zabbix zalando zeit zendesk zendframework zephyrproject zeromq zig-lang zmap zopefoundation
    zulip zurb zxing
    """.split()
)
"""Lower case; accounts of organisations on code hosts, and pages of the hosts themselves."""

ORGANISATION_WORDS: frozenset[str] = frozenset(
    """
    ab academy administration adobe ag agency airbnb alibaba amazon amd american angular apache apple aps arm
    asociación association atlassian authority automattic baidu bank berkeley board bootstrap bosch bot broadcom
    bureau bv bytedance canonical cc center centre cisco cloudflare college commission committee committers
    communications community company computing consortium contributors corp corporation council debian dell
    department developers digitalocean division docker dropbox drupal e.v ecole elastic electronics enterprise
    enterprises entertainment ericsson ev facebook fastly federation fontawesome foundation freebsd fundación
    fundação gesellschaft github gitlab gmbh gnu google government group groups hashicorp heroku hewlett
    hochschule holdings huawei ibm inc incorporated industries institut institute institution instruments intel
    janitor jetbrains joomla jquery kg kubernetes lab laboratories laboratory labs limited linkedin llc llp ltd
    maintainers mellon microsoft microsystems ministry mongodb mozilla netbsd netflix netscape network networks
    nokia novell nvidia openbsd oracle organisation organization oxford oy packard partners paypal platforms plc
    postgresql project pty publications publishing qualcomm redis regents s.a s.r.l sa salesforce samsung sarl
    school semiconductor services shopify siemens society société software solutions sony sp.z spa spotify srl
    stanford stiftung stripe studio studios suse systems team technologies technology tencent translators trust
    trustees twitter uber ubuntu union universidad universidade universite universiteit university università
    universität université ventures vercel verein vmware wordpress xiaomi yandex école
    """.split()
)
"""Lower case; companies, and words for kinds of organisation. One of them makes a run of capitalised words an organisation."""

_TECHNICAL = frozenset(
    """
    actions ai aio alliance android ansible apache api apis app apple apps arch archive art attachments audio auth
    automation aws azure backup base bio bitcoin blockchain board boost bot box browser build c chain cli client cloud
    cluster co code codes coin collective commerce common commons community company compiler computing connect
    consortium console containers contrib cookbooks coop core corp corporation cpp crypto css data database db dbs
    debian deploy desktop dev devs devops digital docker docs dom dotnet editor edu engine engineering enterprise
    ember embedded encrypt ethereum examples express extensions extra fi finance firefox force fork forks formula
    forge foundation framework free fs fsf games gaming gcp gem gems get git github gitlab gmbh gnome gnu go golang
    google government graphics graphql group hackers hack hardware health home host hosting hq http hub ide images inc
    industries infra initiative install institute integrations interactive internet inventory io ios iot java javascript
    jenkins journal js json jupyter kde kernel kit kotlin kubernetes lab laboratory labs lambda lang language learn
    learning lib libraries library libre libs light linux llc ltd lua mac mail mailer maps market math maven media mesh
    metrics microsoft mirror mirrors ml mobile modules mongodb monitoring mozilla mysql native net network networks
    networking news node nodejs official open openapi openshift opensource openstack ops org organization os osm oss
    package packages packaging parser partners pay perl php pkgs platform platforms player plugin plugins postgres press
    processing products program project projects protocol proxy pub public publishing py pypi python qt query rb
    react reactive recipes redis registry release releases render repo repos research resources robotics robot root rs
    ruby runtime rust samples scala school sci science script scripts sdk search secure security serializer server
    serverless servers service services shared shell shop site social soft software solutions source space spec specs
    spring sql ssh ssl stack standard standards stats status storage store stream studio studios support svelte swift
    swiftlang sync sys system systems team teams tech technologies technology templates terraform test testing
    tests theme themes toolbox toolchain toolkit tools tracker trac translations typescript types ubuntu ui union
    university utils ux vault verse video vim vision vm vue web webpack wiki windows wordpress works workshop world xml
    xmpp yaml
    """.split()
)
"""Words that name a field of work, a technology or a kind of organisation: a hyphen or a capital apart from the rest."""
_GROWN_ON = (
    "js", "labs", "project", "team", "foundation", "community", "group", "software", "systems", "studio", "studios", "corp",
    "official", "framework", "opensource", "tools", "platform", "cloud", "tech", "solutions", "research", "university",
    "institute", "consortium", "alliance", "security", "network", "networks", "hub", "plugins", "packages", "collective", "works",
    "soft", "linux", "python", "django", "golang", "apache", "google", "microsoft", "azure", "aws", "php", "io", "hq", "api",
    "apis", "mailer", "server", "services", "containers", "database", "engine", "stack", "forge", "systems", "digital", "media",
    "games", "ware", "archive", "project", "projects", "automation", "lang", "crypto", "chain", "vault", "encrypt", "protocol",
    "company", "app", "apps", "cloud", "data", "source", "sql", "db", "docs", "libs", "kit", "cli", "proxy",
)  # fmt: skip
"""The same at the end of a word, where chance seldom puts them; `open`, `get`, `go` and the like at its start."""
_UNMISTAKABLE = tuple(word for word in _GROWN_ON if len(word) > 6)
_AHEAD = (
    "open", "get", "use", "free", "libre", "apache", "google", "microsoft", "azure", "python", "django", "node", "react", "web",
    "linux",
)  # fmt: skip
_NO_LETTER = re.compile(r"[^a-z]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def is_organisation_account(name: str, owner: bool = False) -> bool:
    """Whether the account on a code host looks like that of an organisation, or is a page of the host.

    The `owner` of a repository is one more often than an account that is named for itself.
    """
    lower = name.lower()
    if lower in ORGANISATION_ACCOUNTS:
        return True
    if not owner:
        parts = [part for part in lower.split("-") if part != lower and len(part) > 1]
        return any(part in _TECHNICAL for part in parts) or lower.endswith(_UNMISTAKABLE)
    parts = [part.lower() for part in _PART.findall(name)]
    if len(parts) > 1 and _TECHNICAL.intersection(part for part in parts if len(part) > 1):
        return True
    return any(lower.endswith(word) and len(lower) > len(word) + 2 for word in _GROWN_ON) or any(
        lower.startswith(word) and len(lower) > len(word) + 2 for word in _AHEAD
    )


def is_project(owner: str, repository: str) -> bool:
    """Whether an account and a repository share the name of a project: `tooljs/tool`, `gettool/tool`, `tool/tool-docs`."""
    owner, repository = owner.lower(), repository.lower().removesuffix(".git")
    stem = _NO_LETTER.sub("", owner)
    other = _NO_LETTER.sub("", repository)
    shorter, longer = sorted((stem, other), key=len)
    if len(shorter) >= 3 and shorter in longer and (longer.startswith(shorter) or longer.endswith(shorter)):
        return True
    return any(len(part) >= 4 and stem.startswith(part) for part in _NO_LETTER.split(repository))


_SURNAMES = frozenset({"bosch", "oxford", "berkeley", "apple", "packard", "group", "bank", "page"})
_WORD = re.compile(r"[^\W\d_](?:[\w&]|\.(?=\w))*")


def names_organisation(name: str) -> bool:
    """Whether one of the words belongs to organisations.

    >>> names_organisation("Roe Software Ltd."), names_organisation("Jane Roe"), names_organisation("Jane Bosch")
    (True, False, False)
    """
    parts = [part.lower() for part in _WORD.findall(name)]
    odd = [part for part in parts if part in ORGANISATION_WORDS]
    return bool(odd) and not (len(parts) > 1 and odd == parts[-1:] and odd[0] in _SURNAMES)
