"""Organisations: their accounts on code hosts, and the words that make a name theirs and no person's."""

import re

ORGANISATION_ACCOUNTS: frozenset[str] = frozenset(
    """
    18f about aboutcode-org actions adafruit adobe advisories afnetworking ag-grid aio-libs airbnb airbytehq
    akka alacritty alamofire algolia alibaba allenai alpinelinux amazon ampproject anchore angular ansible ant-
    design antlr aosp-mirror apache api apolloconfig apollographql appimage appium apple apps aquasecurity
    archcraft-os archlinux arduino argoproj arm-software armmbed asdf-vm assets assistant astral-sh astronvim
    asyncapi atlassian atom attachments auth0 auth0-samples automattic avajs avatar aws aws-actions aws-amplify
    awslabs axios azure azure-samples azuread babel backblaze backstage baidu ballerina-platform baomidou
    basecamp bazel-contrib bazelbuild bbc beego bevy bevyengine bilibili bitcoin bitnami bitwarden blazegraph
    blockstack blog bloomberg bokeh boost-ext boostorg bosch boto bower braintree brave breejs browserify
    browserslist bufbuild buildpacks bukkit bumptech bundler bytecodealliance bytedance c-ares caddyserver
    cakephp canonical capistrano capitalone carthage celery centos cern cesiumgs chaijs chakra-ui chalk
    changesets chartjs checkstyle chef chocolatey chromium chronotope cilium circleci cisagov cisco citizenfx
    cli clickhouse clojure cloudevents cloudflare cloudfoundry cncf cockroachdb cocoapods codeception codecov
    codeigniter codespaces coin-or collections commitizen composer conda conda-forge connectrpc contact
    containerd containernetworking containers conventional-changelog coreos coreutils couchbase cpan cppcheck
    cri-o crossbeam-rs crossplane crystal-lang crytic customer-stories cypress-io cyrusimap cython cz-nic d3
    dagster-io daimler dart-lang dask databricks datadog dbeaver dbt-labs dcloudio debezium debian debops
    deepmind deepset-ai delta-io dependabot deployphp devexpress dgraph-io dialog didi digitalocean discord
    discordjs discourse distribution djangopackages docker docs doctrine dompdf doomemacs dotnet downloads
    dromara dropbox dropwizard drupal duckdb duktape eclipse eclipse-ee4j eclipse-vertx economist editorconfig
    education elastic elasticsearch electron element-plus elementary elixir-lang elm emacs-mirror ember emberjs
    emscripten-core encode endeavouros-team endojs enterprise envoy envoyproxy epicgames erlang erlef esa
    esbuild eslint eslint-community esphome espressif essentialsx esx-framework etcd-io ethereum ethers-io etsy
    eventmachine events evmos exercism explore explosion expo expressjs fabricmc facebook facebookarchive
    facebookincubator facebookresearch fasterxml fastify fastlane features fedora filecoin-project finos
    firebase flathub flow-typed fluent flutter fluttercommunity fluxcd flynn fog font-awesome fontawesome
    fortawesome fortra fossas foundry-rs foursquare freebsd freedesktop freeipa fsfe fsharp gajim gatsbyjs gcc-
    mirror getgrav getmoto getredash getsentry gettext getzola ggml-org ghostscript gin-gonic gist gists git
    gitbucket gitea gitguardian github gitlab gitlab-org gitleaks gnome gnu go-chi go-gitea go-gorm go-kit go-
    redis go-sql-driver go-yaml godotengine gogits gogo gogs goharbor gohugo gohugoio gojek golang goldmansachs
    google google-research googleapis googlechrome googlecloudplatform googlecontainertools googlefonts
    googlesamples googleworkspace gorilla gosu-lang gpg grab gradle grafana grails graphite-project graphql
    graphql- gravitational greenkeeperio greenrobot grpc gruntjs guard guardian gulpjs guzzle h2o hacs hammerjs
    handlebars-lang hapijs harfbuzz hashicorp haskell hasura haxefoundation hdfgroup headlessui heartcombo helm
    help heroku hibernate home- homebrew honeycombio honojs httpie huggingface humhub hybridgroup hyperium
    hyperledger hyprwm i18next ibm icinga igraph imagemagick images immutable-js inertiajs influxdata ing-bank
    inkscape instagram intel intellij iojs ionic-team iovisor ipfs ipython isc-projects issues istanbuljs istio
    jaegertracing jasmine jazzband jeecgboot jekyll jenkins jenkinsci jerryscript jestjs jetbrains join joomla
    jpmorganchase jquery jruby js json-iterator jsonnet-bundles jsx-eslint jupyter jupyterhub jupyterlab jwt-
    dotnet karma-runner kde keepassxreboot keras-team keybase keycloak khan khronosgroup kiwicom knative knplabs
    koajs kotlin ktorio kubeflow kubernetes kubernetes-sigs kubevirt labstack langchain-ai laravel lazyvim
    leaflet lerna less letsencrypt leveldb lhcb lib libevent libgdx libgit2 librdkafka libressl libsdl-org
    libsodium lightbend lightningnetwork linkedin linkerd linode linux linux-test-project linuxserver livereload
    llvm locutusjs lodash login loopbackio lostisland lttng lua luaforge luarocks lvgl lyft m5stack magento
    magicstack mailgun mailhog manjaro mantinedev mapbox mapserver mapstruct mariadb marionettejs markdown-it
    marketplace marshmallow-code masterminds material-components matplotlib matrix-org mattermost mdbtools mdn
    meituan mesonbuild mesosphere messagebird meta metabase metacpan metasploit meteor micrometer-metrics
    micronaut-projects microsoft midgard milvus-io minecraftforge minetest minio mirage mit-krb5 mitre ml-
    explore mlflow mobxjs moby mochajs mockito mockk modelcontextprotocol modern-go modxcms mojolicious moment
    mongodb mongoid mono monogame mootools mopidy mozilla mozilla-mobile mozilla-services msys2 mui-org mulesoft
    mybatis mysql nasa ncbi neoclide neovim nestjs net-snmp net-ssh netflix netlify nette netty new nexmo
    nextcloud nextstrain ngneat ngrx nicotine-plus nim-lang nist-gov nitrojs nix-community nixos nlnetlabs nltk
    node node-red nodeca nodejs nodesource nodevault nomic-ai nonprofit notifications npm nrpe nrwl nsqio nuget
    numpy nuxt nvchad nvidia nvim nvim-lua nvim-telescope nvim-treesitter nvm-sh nylas nytimes oauth-xx
    obsproject ocaml oci octokit odoo oh-my-fish ohmyzsh okta onnx open-feature open-mpi open-policy-agent open-
    telemetry openai openbsd opencollective opencontainers opencv opengeospatial openhab openid openjdk openjs
    openlayers openldap openresty openshift openstack openstreetmap opentofu opentracing openwrt openzeppelin
    openzipkin oracle organizations orgs osmocom ossf otto-de overextended owasp packethost pact-foundation
    pagekit palantir pallets pandas pandas-dev papermc parcel-bundler parse-community paypal pear pecl percona
    perl perl5 phacility phan phar-io php php-fig phpdocumentor phpmailer phpmyadmin phpredis phpspec phpstan
    phpunit pillow pimcore pingcap pinojs pinterest pipxproject pivotal pixijs pkg platformio plotly plugins pmd
    pnpm podman polybar polymer pop-os popperjs postcss postgis postgres powerdns powershell preactjs predis
    prefecthq preservim prettier pricing prisma processing proftpd projectatomic projectlombok prometheus
    promises-aplus protobufjs protocolbuffers proxmox psalm psf psycopg pulls pulp pulumi puma puppet puppeteer
    puppetlabs py4j pyca pycqa pydantic pydata pyenv pyinstaller pylons pypa pyparsing pypi pyside pytables
    pytest pytest-dev python python-attrs python-pillow python-poetry pytorch qbcore-framework qemu qos-ch qt
    quarkusio quasarframework quilljs quinn-rs rack ractivejs radareorg radix-ui ramda random rasahq raspberrypi
    ratpack raw ray-project rbenv react reactivex reactjs reactor reactphp readme realm recharts redhat redis
    reduxjs remix-run renovate renovatebot repos requirejs respect resque restify restsharp rexml rhinstaller
    rocketchat rollbar rollup ropensci rspec rstudio rtfd rubocop ruby ruby-grape rubyforge rubygems rubygems-
    org ruffle-rs rust- rust-cli rust-embedded rust-lang rust-unofficial rust-windowing rustcrypto rustls
    rustsec rustwasm rvm rxswiftcommunity salesforce saltstack samsung samtools sanic-org sap sass sass-lang
    savonrb scala scikit-learn scipy scoopinstaller scopt sdwebimage search seata security seeed-studio
    seleniumhq selinuxproject semantic-release sendgrid sensu sequelize serde-rs serverless servo settings
    shadcn-ui share sharer shellcheck shopify shopware sidekiq siemens signalapp signup silverstripe sinatra
    site slackapi slackhq slim slimphp smarty-php snapcore snapkit snyk socketio solana-labs solidjs sonarsource
    sonatype soundcloud spacetelescope sparkfun spdx sphinx-doc spigotmc spinnaker sponsors spotify spree
    spring-attic spring-cloud spring-projects springdoc sqlcipher sqlmapproject square squareup squid-cache
    stackexchange standard stars static statsd status stdlib-js stellar stmicroelectronics storybookjs
    storybooks strapi stretchr stripe strongloop strophe styled-components stylelint sublimehq suitecrm
    sumologic sunspot supabase support sveltejs svg swagger-api swaywm swift swiftlang swiftmailer swig symfony
    sympy system76 systemd tailwindlabs tarantool tauri-apps tc39 telegraf telerik temporalio tencent tensorflow
    terraform-providers testcontainers thephpleague thomsonreuters thoughtbot thoughtworks tidyverse tinymce
    tldr-pages tmux tmux-plugins tmuxinator tokio-rs toml-lang tools tootsuite topics tortoise tox-dev
    trailofbits travis-ci tree-sitter trending trinodb trpc truenas trufflesecurity tryghost tumblr turborepo
    twbs twig twigphp twilio twitter typelevel typeorm typescript typescript-eslint typo3 uber ubports ubuntu
    ucb-bar ueberauth umdjs unicode-org unifiedjs unity-technologies unjs user user-attachments users usgs uwsgi
    vaadin valgrind vapor vcpkg vectordotdev veracode vercel vert-x3 video-dev videojs videolan vim vim-airline
    vimwiki vitejs vitest-dev vividcortex vmware vmware-tanzu void-linux voidlinux volatilityfoundation
    volkswagen volta-cli vonage voxpupuli vuejs vuetifyjs vundlevim w3c wagtail wandb washingtonpost weaveworks
    webassembly webcomponents webpack weld wesnoth whatwg wikimedia wikipedia winscp winstonjs wireshark
    withastro woocommerce wordpress wso2 x64dbg xamarin xapian xdebug xenserver xiaomi xiph xmpp yahoo yandex
    yarn yarnpkg yelp yeoman yesodweb yhat yiisoft youzan yugabyte yui z3prover zabbix zalando zalando-incubator
    zeit zendesk zendframework zephyrproject zephyrproject-rtos zeromq zig-lang zigbee2mqtt zmap zopefoundation
    zsh-users zulip zurb zxing
    behat bitbag cachix codeigniter4 dealerdirect friendsofphp friendsofsymfony friends-of-behat gradle-nexus
    guzzlehttp hazelcast illuminate laminas league libpod meilisearch msf-ocb numtide opis phpbb phpseclib
    postman prom psr scrutinizer slevomat vimeo
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
    if not lower.endswith(_GROWN_ON) and not lower.startswith(_AHEAD):
        return False
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
